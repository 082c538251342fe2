import { isSameJson } from '../../../../preload/contract/same-json.ts';

type Body = Readonly<Record<string, unknown>>;

/** What became of two edits of one body, field by field. */
export interface MergedFields {
  /** Fields that only one side changed are that side's; those of `clashes` are ours. */
  readonly body: Record<string, unknown>;
  /** Fields to which the two sides gave different values, in alphabetical order. */
  readonly clashes: readonly string[];
}

/** Three-way merge by field, also of fields that this version does not know. */
export function mergeFields(base: Body, mine: Body, theirs: Body): MergedFields {
  const body: Record<string, unknown> = {};
  const clashes: string[] = [];
  for (const name of [...new Set([base, mine, theirs].flatMap(Object.keys))].sort()) {
    const isTheirs = isSameJson(mine[name], base[name]);
    const value = isTheirs ? theirs[name] : mine[name];
    if (!isTheirs && !isSameJson(theirs[name], base[name]) && !isSameJson(mine[name], theirs[name]))
      clashes.push(name);
    if (value !== undefined) body[name] = value;
  }
  return { body, clashes };
}
