import { Fragment, type Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import { blockIdOf } from './block-id.ts';
import { lettersChanged } from './compare/compare-texts.ts';
import { steady } from './compare/steady.ts';

/** A block of the text and the name that it goes by here. */
interface Block {
  readonly id: string;
  readonly node: Node;
}

/** Where the cursor is: in which block, and how far from its beginning. */
interface Place {
  readonly id: string;
  readonly offset: number;
}

/**
 * Makes an open text say what `wanted` says, block by block, and in a block only where the words differ: the cursor stays in
 * the words that it is in, and Ctrl+Z takes back what was typed here alone. Null when there is nothing to do.
 *
 * A block that `wanted` has under another name, as it is here, keeps its place and gets that name.
 */
export function showText(state: EditorState, wanted: Node): Transaction | null {
  const tr = state.tr.setMeta('addToHistory', false).setMeta('preventUpdate', true);
  renameBlocks(tr, wanted);
  const places = [tr.selection.anchor, tr.selection.head].map((at) => placeOf(tr.doc, at));
  const here = blocksOf(tr.doc);
  const there = withCursorLine(tr, blocksOf(wanted));
  const kept = steady(
    here.map(({ id }) => id),
    there.map(({ id }) => id),
  );
  replaceBlocks(tr, { here, there, kept });
  if (!tr.docChanged) return null;
  restoreSelection(tr, state, places);
  return tr.setStoredMarks(state.storedMarks);
}

/** A block whose own name stands for other words in `wanted`, where its words go by a name that is new here. */
function renameBlocks(tr: Transaction, wanted: Node): void {
  const here = blocksOf(tr.doc);
  const known = new Set(here.map(({ id }) => id));
  const there = new Map(blocksOf(wanted).map(({ id, node }) => [id, node]));
  const added = new Map([...there].filter(([id]) => !known.has(id)));
  if (added.size === 0) return;
  for (const [index, { id, node }] of here.entries()) {
    const said = there.get(id);
    if (said === undefined || isSameBlock(said, node)) continue;
    const [name] = [...added].find(([, one]) => isSameBlock(one, node)) ?? [];
    if (name === undefined) continue;
    tr.setNodeAttribute(startOf(here, index), 'blockId', name);
    added.delete(name);
  }
}

function isSameBlock(a: Node, b: Node): boolean {
  return (
    a.type === b.type &&
    isSame(a, b.type.create({ ...b.attrs, blockId: a.attrs.blockId }, b.content, b.marks))
  );
}

/** What came into a block from outside of it (a line put into columns) has the name that it had there: that is no difference. */
function isSame(a: Node, b: Node): boolean {
  return a.eq(b) || a.copy(withoutNames(a)).eq(b.copy(withoutNames(b)));
}

function withoutNames({ content }: Node): Fragment {
  return Fragment.fromArray(
    content.content.map((node) => {
      const attrs = 'blockId' in node.attrs ? { ...node.attrs, blockId: null } : node.attrs;
      return node.isText ? node : node.type.create(attrs, withoutNames(node), node.marks);
    }),
  );
}

/** An empty line with the cursor in it, which is about to be written in, stays behind what it stands behind. */
function withCursorLine({ doc, selection }: Transaction, there: readonly Block[]): readonly Block[] {
  const { $from, empty } = selection;
  const isEmptyLine = empty && $from.depth === 1 && $from.parent.content.size === 0;
  const here = blocksOf(doc);
  const line = isEmptyLine ? here[$from.index(0)] : undefined;
  const isAlone = here.length === 1 && there.every(({ node }) => node.content.size === 0);
  if (line === undefined || isAlone || there.some(({ id }) => id === line.id)) return there;
  const before = here.slice(0, $from.index(0)).findLast(({ id }) => there.some((one) => one.id === id));
  return there.toSpliced(
    before === undefined ? 0 : there.findIndex(({ id }) => id === before.id) + 1,
    0,
    line,
  );
}

interface Sides {
  readonly here: readonly Block[];
  readonly there: readonly Block[];
  /** The names of the blocks that stay where they are. */
  readonly kept: ReadonlySet<string>;
}

/** From the last block to the first, so that what is before keeps its place. */
function replaceBlocks(tr: Transaction, { here, there, kept }: Sides): void {
  let [hereEnd, thereEnd] = [here.length, there.length];
  while (hereEnd > 0 || thereEnd > 0) {
    const [from, to] = [behindLast(here, hereEnd, kept), behindLast(there, thereEnd, kept)];
    if (from < hereEnd || to < thereEnd)
      tr.replaceWith(
        startOf(here, from),
        startOf(here, hereEnd),
        there.slice(to, thereEnd).map(({ node }) => node),
      );
    const [old, next] = [here[from - 1], there[to - 1]];
    if (old !== undefined && next !== undefined && !isSame(old.node, next.node))
      replaceWords(tr, startOf(here, from - 1), old.node, next.node);
    [hereEnd, thereEnd] = [from - 1, to - 1];
  }
}

/** How many blocks there are up to the last kept one before `end`, with it; none: 0. */
function behindLast(blocks: readonly Block[], end: number, kept: ReadonlySet<string>): number {
  let count = end;
  while (count > 0 && !kept.has(blocks[count - 1]?.id ?? '')) count -= 1;
  return count;
}

/** Replaces the letters that differ in one block; the whole of it where that would not come out to the letter. */
function replaceWords(tr: Transaction, at: number, old: Node, next: Node): void {
  if (!old.isLeaf && next.type.validContent(old.content)) {
    if (!old.sameMarkup(next)) tr.setNodeMarkup(at, next.type, next.attrs, next.marks);
    for (const { fromA, toA, fromB, toB } of lettersChanged(old, next).toReversed())
      tr.replace(at + 1 + fromA, at + 1 + toA, next.slice(fromB, toB));
  }
  const now = tr.doc.nodeAt(at);
  if (now !== null && !isSame(now, next)) tr.replaceWith(at, at + now.nodeSize, next);
}

/** A cursor whose words were taken away is as far from its block's beginning as it was. */
function restoreSelection(tr: Transaction, state: EditorState, places: readonly (Place | null)[]): void {
  if (!(state.selection instanceof TextSelection)) return;
  const [anchor = 0, head = 0] = [state.selection.anchor, state.selection.head].map((at, index) => {
    const { pos, deletedAcross } = tr.mapping.mapResult(at, -1);
    const place = deletedAcross ? places[index] : null;
    return (place == null ? null : positionOf(tr.doc, place)) ?? pos;
  });
  const selection = TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head));
  if (!selection.eq(tr.selection)) tr.setSelection(selection);
}

function placeOf(doc: Node, at: number): Place | null {
  const $at = doc.resolve(at);
  return $at.depth === 0 ? null : { id: blockIdOf($at.node(1)) ?? '', offset: at - $at.before(1) };
}

function positionOf(doc: Node, { id, offset }: Place): number | null {
  const blocks = blocksOf(doc);
  const index = blocks.findIndex((block) => block.id === id);
  const node = blocks[index]?.node;
  return node === undefined ? null : startOf(blocks, index) + Math.min(offset, node.nodeSize - 1);
}

function blocksOf(doc: Node): Block[] {
  return doc.content.content.map((node) => ({ id: blockIdOf(node) ?? '', node }));
}

function startOf(blocks: readonly Block[], index: number): number {
  return blocks.slice(0, index).reduce((at, { node }) => at + node.nodeSize, 0);
}
