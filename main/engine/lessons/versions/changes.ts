import type { ChangedKind, VersionChanges } from '../../../../preload/contract/lesson-versions.ts';
import { isSameJson } from '../../../../preload/contract/same-json.ts';
import { readTeacherBlock } from '../../../../preload/contract/teacher-blocks.ts';
import type { BlockBody } from '../bodies.ts';

interface Node {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly Node[];
}

const KINDS: Readonly<Record<string, ChangedKind>> = {
  paragraph: 'paragraph',
  heading: 'heading',
  bulletList: 'list',
  orderedList: 'list',
  taskList: 'list',
  table: 'table',
  blockquote: 'quote',
  callout: 'callout',
  columns: 'columns',
  codeBlock: 'code',
};

/** What one text has otherwise than another, by what it is: three paragraphs, one picture. Pure. */
export function changesBetween(
  before: readonly BlockBody[],
  after: readonly BlockBody[],
): { kind: ChangedKind; count: number }[] {
  const counts = new Map<ChangedKind, number>();
  const count = (kind: ChangedKind, by = 1) => counts.set(kind, (counts.get(kind) ?? 0) + by);
  const [old, now] = [byId(before), byId(after)];
  for (const id of new Set([...now.keys(), ...old.keys()])) {
    const [was, is] = [old.get(id), now.get(id)];
    // Blocks of one row are one object: a long text is not compared letter by letter.
    if (was === is || (was !== undefined && is !== undefined && isSameJson(was.content, is.content)))
      continue;
    const pictures = difference(picturesOf(was), picturesOf(is));
    if (pictures > 0) count('image', pictures);
    const [words, others] = [bare(was?.content), bare(is?.content)];
    const isOfPictures = pictures > 0 && (isEmpty(words) ? isEmpty(others) : isSameJson(words, others));
    const block = is ?? was;
    if (!isOfPictures && block !== undefined) count(kindOf(block));
  }
  if (counts.size === 0 && !isSameOrder(before, after)) count('order');
  return ORDER.flatMap((kind): VersionChanges => {
    const of = counts.get(kind);
    return of === undefined ? [] : [{ kind, count: of }];
  });
}

/** As they are told: what is most of a text first. */
const ORDER: readonly ChangedKind[] = [
  'heading',
  'paragraph',
  'list',
  'table',
  'columns',
  'image',
  'formula',
  'quote',
  'callout',
  'code',
  'note',
  'correction',
  'other',
  'order',
];

function kindOf(block: BlockBody): ChangedKind {
  const said = readTeacherBlock(block);
  if (said !== null) return said.kind;
  const { type, content = [] } = block.content as Node;
  if (type === 'paragraph' && content.length > 0 && content.every((node) => node.type === 'formula'))
    return 'formula';
  return KINDS[String(type)] ?? 'other';
}

function byId(blocks: readonly BlockBody[]): Map<string, BlockBody> {
  return new Map(blocks.map((block) => [block.id, block]));
}

function isSameOrder(before: readonly BlockBody[], after: readonly BlockBody[]): boolean {
  return before.length === after.length && before.every(({ id }, index) => id === after[index]?.id);
}

function picturesOf(block: BlockBody | undefined): string[] {
  const found: string[] = [];
  const look = ({ type, attrs, content = [] }: Node) => {
    if (type === 'image') found.push(String(attrs?.sha256));
    for (const child of content) look(child);
  };
  if (block !== undefined) look(block.content as Node);
  return found;
}

/** How many of either are not in the other. */
function difference(one: readonly string[], other: readonly string[]): number {
  const left = [...other];
  let missing = 0;
  for (const picture of one) {
    const at = left.indexOf(picture);
    if (at === -1) missing += 1;
    else left.splice(at, 1);
  }
  return missing + left.length;
}

/** A block without its pictures. */
function bare(node: unknown): unknown {
  if (node === undefined || node === null) return null;
  const { content, ...said } = node as Node;
  if (!Array.isArray(content)) return said;
  const inside = content.filter(({ type }) => type !== 'image').map(bare);
  return inside.length === 0 ? said : { ...said, content: inside };
}

/** Nothing, or a paragraph without a word. */
function isEmpty(node: unknown): boolean {
  return node === null || ((node as Node).type === 'paragraph' && (node as Node).content === undefined);
}
