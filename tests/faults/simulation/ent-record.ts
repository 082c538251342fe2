import type { Change } from '../../../main/engine/connectors/ent/wire.ts';
import { START_MS } from './start.ts';

/** One entity as the ENT holds it. */
export interface EntRecord {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly body: Record<string, unknown> | null;
  readonly by: string;
  readonly byId: string | null;
}

/** As the ENT tells of it. */
export function toChange({ entity, id, version, body, by, byId }: EntRecord): Change {
  return {
    entity,
    id,
    version,
    by,
    // Of these days: what was removed long ago is another matter.
    at: START_MS + version,
    body,
    ...(byId === null ? {} : { by_id: byId }),
    ...(body === null ? { deleted: true } : {}),
  };
}
