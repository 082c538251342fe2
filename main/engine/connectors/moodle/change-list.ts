import type { Change } from '../ent/wire.ts';
import type { Known } from './known.ts';

/** Who wrote something, and when: shown beside a conflict. */
export interface Written {
  readonly by: string;
  readonly byId?: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Compares what is read with what is known, and gathers what differs as changes of the ENT's kind. */
export class ChangeList {
  readonly changes: Change[] = [];
  readonly #known: Known;
  /** Moodle's clock, epoch seconds. */
  readonly #now: number;
  readonly #seen = new Set<string>();

  constructor(known: Known, now: number) {
    this.#known = known;
    this.#now = now;
  }

  /** An entity as it was read. `print`: what tells one state of it from another, where its body does not. */
  add(
    entity: string,
    id: string,
    body: Record<string, unknown>,
    more: Partial<Written> & { print?: unknown } = {},
  ): void {
    this.#seen.add(`${entity} ${id}`);
    const version = this.#known.take(entity, id, more.print ?? body, this.#now);
    if (version === null) return;
    const { by = '', byId, at = this.#now * 1000 } = more;
    this.changes.push({ entity, id, version, by, ...(byId === undefined ? {} : { by_id: byId }), at, body });
  }

  /** An entity that is gone; nothing where it was not known. */
  remove(entity: string, id: string, { by = '', at = this.#now * 1000 }: Partial<Written> = {}): void {
    const version = this.#known.drop(entity, id, this.#now);
    if (version !== null) this.changes.push({ entity, id, version, by, at, deleted: true, body: null });
  }

  /** True when it was read this time. */
  hasSeen(entity: string, id: string): boolean {
    return this.#seen.has(`${entity} ${id}`);
  }
}
