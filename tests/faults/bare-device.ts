import type { DomainContext } from '../../../main/engine/context.ts';
import { importDocument } from '../../../main/engine/library/import.ts';
import type { SyncContext } from '../../../main/engine/sync/sync-context.ts';
import { TEACHER } from './model-ent.ts';

/** The domains' side of a workspace. Files are kept as they are: the optimiser has tests of its own. */
export function domainOf({ store, vault, outbox, clock, random }: SyncContext): DomainContext {
  const domain: DomainContext = {
    store,
    vault,
    edits: outbox,
    clock,
    random,
    authorName: TEACHER.name,
    importDocument: (path, signal) =>
      importDocument(
        domain,
        async () => ({
          outcome: 'kept',
          reason: 'no-recipe',
          mediaType: 'text/plain',
          extension: 'txt',
          bytesBefore: 9,
        }),
        path,
        signal,
      ),
    changePreset: () => Promise.reject(new Error('nothing is optimised here')),
    remakeRendition: async () => false,
    undisturbed: (work) => work(),
    announce: () => undefined,
  };
  return domain;
}
