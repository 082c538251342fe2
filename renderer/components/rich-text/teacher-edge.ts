import { Fragment, type Node, type ResolvedPos } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { Plugin } from '@tiptap/pm/state';
import { Mapping, ReplaceAroundStep, type Step, Transform } from '@tiptap/pm/transform';
import { TEACHER_BLOCK } from '../../../preload/contract/index.ts';

/** What the history plugin writes on its own transactions: they bring back a text that was right. */
const UNDONE = 'history$';

/** `show-text.ts` writes this on what it shows: a text that is right as it is. */
const FROM_ELSEWHERE = 'preventUpdate';

/** A picture or a formula among letters. */
const LEAF = '\ufffc';

/** What is left of a block behind what was taken away, and where it is now. */
interface Rest {
  readonly blocks: readonly Node[];
  readonly from: number;
  readonly to: number;
}

/**
 * Keeps what is for the teacher alone apart from what students read, whatever is deleted, typed over or pasted across the edge.
 *
 * A replacement joins what is left behind it to what is before it. Where one of the two is in a note or a correction, the rest
 * is given back its own block: the end of a note stays in its note, and what is typed stands where the selection began.
 */
export function teacherEdge(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _before, after) => parted(transactions, after),
  });
}

/** The change that parts again what these transactions joined; null where they joined nothing. */
function parted(transactions: readonly Transaction[], { doc, tr }: EditorState): Transaction | null {
  const own = transactions.filter(({ docChanged }) => docChanged);
  if (own.some((transaction) => transaction.getMeta(UNDONE) ?? transaction.getMeta(FROM_ELSEWHERE)))
    return null;
  const before = own[0]?.before;
  if (before === undefined || !(hasTeacherBlock(doc) || hasTeacherBlock(before))) return null;
  const steps = own.flatMap((transaction) => transaction.steps);
  const maps = own.flatMap(({ mapping }) => mapping.maps);
  for (const [index, map] of maps.entries()) {
    if (isOfMarkup(steps[index])) continue;
    // By the text that there was: what a drag has joined on its way tells nothing of whose words they are.
    const back = new Mapping(
      maps
        .slice(0, index)
        .toReversed()
        .map((one) => one.invert()),
    );
    map.forEach((from, to) => {
      const range = { from: back.map(from, -1), to: back.map(to, 1) };
      // What another change of these has parted already.
      if (tr.mapping.mapResult(new Mapping(maps).map(range.to, 1)).deletedAfter) return;
      const since = new Mapping([...maps, ...tr.mapping.maps]);
      const rest = strayed(before, range, { doc: tr.doc, since });
      if (rest !== null) putBack(tr, rest);
    });
  }
  return tr.docChanged ? tr : null;
}

/** A block becomes one of another kind, or is put into one: on purpose. */
function isOfMarkup(step: Step | undefined): boolean {
  return step instanceof ReplaceAroundStep && 'structure' in step && step.structure === true;
}

function hasTeacherBlock(doc: Node | undefined): boolean {
  return doc?.content.content.some(({ type }) => type.name === TEACHER_BLOCK) ?? false;
}

interface Now {
  readonly doc: Node;
  readonly since: Mapping;
}

/** The rest of the block that a replacement ended in, where it is now in a block that it must not be in. */
function strayed(before: Node, range: { from: number; to: number }, { doc, since }: Now): Rest | null {
  const [$from, $to] = [before.resolve(range.from), before.resolve(range.to)];
  const [old, block] = [topOf($from), topOf($to)];
  // One that ends between two blocks cuts none in two.
  if (block === null) return null;
  const isWithinOne = $from.depth > 0 && $from.before(1) === $to.before(1);
  const isOverEdge = !isWithinOne && [old, block].some((one) => one?.type.name === TEACHER_BLOCK);
  const $rest = doc.resolve(since.map($to.pos, 1));
  const now = topOf($rest);
  if (now === null) return null;
  const isJoined = isOverEdge && $from.depth > 0 && since.map($from.pos, -1) >= $rest.start(1);
  if (!isJoined && isSameAudience(now, block)) return null;
  const cut = cutAt(before, $to);
  if (!hasWords(cut)) return null;
  const to = endOf($rest, doc.resolve(since.map($to.end(1), 1)));
  const isAsItWas =
    doc.textBetween($rest.pos, to, '', LEAF) === cut.textBetween(0, cut.content.size, '', LEAF);
  return { blocks: isAsItWas ? [cut] : blocksNow(doc, { $rest, to, block }), from: $rest.pos, to };
}

/** Behind the last block that holds something of the rest. */
function endOf($rest: ResolvedPos, $end: ResolvedPos): number {
  return Math.max($rest.after(1), $end.depth === 0 ? $end.pos : $end.after(1));
}

interface RestNow {
  readonly $rest: ResolvedPos;
  readonly to: number;
  readonly block: Node;
}

/** The rest with what was moved into it in the same breath: what was dragged from before it. */
function blocksNow(doc: Node, { $rest, to, block }: RestNow): readonly Node[] {
  const first = cutAt(doc, $rest);
  const others = doc.slice($rest.after(1), to).content.content;
  const plain = [first, ...others].flatMap(plainBlocks);
  return block.type.name === TEACHER_BLOCK ? [block.copy(Fragment.from(plain))] : plain;
}

/** A block, or those in what cannot stand within a note. */
function plainBlocks(node: Node): readonly Node[] {
  return node.type.isInGroup('block') ? [node] : node.content.content.flatMap(plainBlocks);
}

function topOf($at: ResolvedPos): Node | null {
  return $at.depth === 0 ? null : $at.node(1);
}

/** Whether the same people read both, at the same time. */
function isSameAudience(a: Node, b: Node): boolean {
  if (a.type.name !== TEACHER_BLOCK || b.type.name !== TEACHER_BLOCK)
    return a.type.name !== TEACHER_BLOCK && b.type.name !== TEACHER_BLOCK;
  return ['kind', 'at', 'due'].every(
    (name) => JSON.stringify(a.attrs[name]) === JSON.stringify(b.attrs[name]),
  );
}

/** The block that a place is in, from there on. */
function cutAt(doc: Node, $at: ResolvedPos): Node {
  const block = $at.node(1);
  const cut = block.cut($at.pos - $at.start(1));
  try {
    cut.check();
    return cut;
  } catch {
    // Columns of which only one is left, a list entry that begins with a list: as if it had been deleted from its beginning.
    const alone = new Transform(doc.type.create(null, block));
    return alone.delete(1, $at.pos - $at.before(1)).doc.child(0);
  }
}

function hasWords(node: Node): boolean {
  let has = false;
  node.descendants((child) => {
    has ||= child.isText || child.isAtom;
    return !has;
  });
  return has;
}

/** Takes the rest out of where it is, and puts it behind that by itself. The cursor stays where it is. */
function putBack(tr: Transaction, { blocks, from, to }: Rest): void {
  const $from = tr.doc.resolve(from);
  tr.insert(to, Fragment.from(blocks));
  if (to > $from.after(1)) tr.delete($from.after(1), to);
  tr.delete(from, $from.end(1));
}
