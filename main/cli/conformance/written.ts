import { type Change, changesFetchReply, type Operation } from '../../engine/connectors/ent/wire.ts';
import { expectEqual, expectFit, expectSame, Mismatch } from './expectations.ts';
import type { Notebook } from './notebook.ts';
import type { Target } from './target.ts';

/** What a check writes beside its lessons: read back in every way that the API has, and deleted again. */
export class Written {
  readonly #target: Target;
  readonly #notebook: Notebook;
  readonly #since: string;
  readonly #ops: Operation[] = [];

  constructor({ target, notebook, since }: { target: Target; notebook: Notebook; since: string }) {
    this.#target = target;
    this.#notebook = notebook;
    this.#since = since;
  }

  op(entity: Operation['entity'], id: string, value: Record<string, unknown>): Operation {
    return this.#notebook.put(id, '', { entity, value });
  }

  /** Of an entity whose id is not free: one that was deleted before has a version. */
  async opOnKnown(
    entity: Operation['entity'],
    id: string,
    value: Record<string, unknown>,
  ): Promise<Operation> {
    const { changes } = await this.#target.readFeed(null);
    const base = named(changes, { entity, id })?.version;
    return { ...this.op(entity, id, value), ...(base === undefined ? {} : { base }) };
  }

  /** Sends operations that are right: each is taken, and told as it was written by the feed and by name. */
  async expectWhole(ops: readonly Operation[]): Promise<void> {
    this.#ops.push(...ops);
    const { results } = await this.#notebook.push(ops);
    const { changes } = await this.#target.readFeed(this.#since);
    const fetched = await this.#fetch(ops);
    for (const [index, op] of ops.entries()) {
      const { outcome, code, version } = results[index] ?? {};
      expectEqual(`what becomes of a ${op.entity}`, [outcome, code ?? ''], ['applied', '']);
      expectTold(`a ${op.entity} in the feed`, named(changes, op), { op, version });
      if (fetched !== null) expectTold(`a ${op.entity} by its name`, named(fetched, op), { op, version });
    }
  }

  /** Runs a check, and deletes what is left of what it wrote, the last first. */
  async during(check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } finally {
      await this.#removeAll().catch(() => undefined);
    }
  }

  /** Null where the server tells nothing by name. */
  async #fetch(ops: readonly Operation[]): Promise<readonly Change[] | null> {
    if (!this.#target.policy.capabilities.includes('versions')) return null;
    const entities = ops.map(({ entity, id }) => ({ entity, id }));
    return expectFit(await this.#target.post('/changes/fetch', { entities }), changesFetchReply).changes;
  }

  async #removeAll(): Promise<void> {
    const { changes } = await this.#target.readFeed(this.#since);
    const left = this.#ops.toReversed().flatMap((op) => {
      const change = named(changes, op);
      return change === undefined || change.deleted === true
        ? []
        : [{ ...this.#notebook.remove(op.id, change.version), entity: op.entity }];
    });
    if (left.length > 0) await this.#notebook.push(left);
  }
}

function named(
  changes: readonly Change[],
  wanted: { readonly entity: string; readonly id: string },
): Change | undefined {
  return changes.findLast(({ entity, id }) => entity === wanted.entity && id === wanted.id);
}

function expectTold(
  what: string,
  change: Change | undefined,
  { op, version }: { readonly op: Operation; readonly version: number | undefined },
): void {
  if (change === undefined) throw new Mismatch(what, 'none');
  expectEqual(`version of ${what}`, change.version, version);
  expectSame(what, change.body, op.value);
}
