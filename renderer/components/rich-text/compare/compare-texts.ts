import { ChangeSet, simplifyChanges } from '@tiptap/pm/changeset';
import { Fragment, type Mark, type Node, type Schema } from '@tiptap/pm/model';
import { StepMap } from '@tiptap/pm/transform';
import type { LessonBlock } from '../../../../preload/contract/index.ts';
import { createBlockCodec } from '../block-codec.ts';
import { steady } from './steady.ts';

/** From one place of a block's content to another, as ProseMirror counts them. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A block in two texts. `before` and `after` are the block there; null: it is not. */
export interface ComparedBlock {
  readonly id: string;
  readonly state: 'same' | 'changed' | 'added' | 'removed' | 'moved';
  readonly before: Node | null;
  readonly after: Node | null;
  /** Words of `before` that are gone. */
  readonly removed: readonly Range[];
  /** Words of `after` that are new. */
  readonly added: readonly Range[];
}

/**
 * Two texts of one lesson, block by block in the order of the second; what is gone stands where it stood.
 *
 * Blocks are told apart by their ids, words within them by `prosemirror-changeset`.
 */
export function compareTexts(
  schema: Schema,
  before: readonly LessonBlock[],
  after: readonly LessonBlock[],
): ComparedBlock[] {
  const [old, now] = [nodesOf(schema, before), nodesOf(schema, after)];
  const stay = steady(
    [...now.keys()].filter((id) => old.has(id)),
    [...old.keys()],
  );
  const compared = [...now].map(([id, node]) => compareBlock(id, old.get(id) ?? null, node, stay.has(id)));
  let place = 0;
  for (const [id, node] of old) {
    if (now.has(id)) {
      if (stay.has(id)) place = compared.findIndex((block) => block.id === id) + 1;
      continue;
    }
    const removed = [{ from: 0, to: node.content.size }];
    compared.splice(place, 0, { id, state: 'removed', before: node, after: null, removed, added: [] });
    place += 1;
  }
  return compared;
}

function nodesOf(schema: Schema, blocks: readonly LessonBlock[]): Map<string, Node> {
  const codec = createBlockCodec(schema);
  const { content = [] } = codec.toDocument(blocks);
  return new Map(blocks.map(({ id }, index) => [id, schema.nodeFromJSON(content[index])] as const));
}

function compareBlock(id: string, before: Node | null, after: Node, isSteady: boolean): ComparedBlock {
  if (before === null) {
    const added = [{ from: 0, to: after.content.size }];
    return { id, state: 'added', before, after, removed: [], added };
  }
  if (before.eq(after))
    return { id, state: isSteady ? 'same' : 'moved', before, after, removed: [], added: [] };
  const changes = wordsChanged(before, after);
  return {
    id,
    state: 'changed',
    before,
    after,
    removed: changes.map(({ fromA, toA }) => ({ from: fromA, to: toA })),
    added: changes.map(({ fromB, toB }) => ({ from: fromB, to: toB })),
  };
}

/** Where two versions of a block differ, by whole words. A word that is set in another way is another word. */
export function wordsChanged(before: Node, after: Node) {
  return simplifyChanges(lettersChanged(before, after), after);
}

/** The same by letters, as few of them as there are. */
export function lettersChanged(before: Node, after: Node) {
  const whole = [new StepMap([0, before.content.size, after.content.size])];
  return ChangeSet.create(before, undefined, TOKENS).addSteps(after, whole, null).changes;
}

const TOKENS = {
  encodeCharacter: (char: number, marks: readonly Mark[]): number | string =>
    marks.length === 0 ? char : `${char} ${JSON.stringify(marks)}`,
  encodeNodeStart: ({ type, attrs }: Node): number | string => {
    const { blockId: _, ...said } = attrs;
    return `${type.name} ${JSON.stringify(said)}`;
  },
  encodeNodeEnd: ({ type }: Node): number | string => `/${type.name}`,
  compareTokens: (one: number | string, other: number | string) => one === other,
};

/** A line of text with what is gone and what is new in it, one behind the other; null for what is more than a line. */
export function inOneLine({ before, after, removed, added }: ComparedBlock): {
  node: Node;
  removed: Range[];
  added: Range[];
} | null {
  if (before === null || after === null || !before.isTextblock || !after.isTextblock) return null;
  let content = Fragment.empty;
  let done = 0;
  const [gone, fresh]: [Range[], Range[]] = [[], []];
  for (const [index, { from, to }] of added.entries()) {
    content = content.append(after.content.cut(done, from));
    const was = removed[index] ?? { from: 0, to: 0 };
    const middle = content.size + (was.to - was.from);
    gone.push({ from: content.size, to: middle });
    content = content.append(before.content.cut(was.from, was.to)).append(after.content.cut(from, to));
    fresh.push({ from: middle, to: content.size });
    done = to;
  }
  const node = after.copy(content.append(after.content.cut(done)));
  return { node, removed: gone, added: fresh };
}
