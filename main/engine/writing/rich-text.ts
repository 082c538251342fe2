import { LESSON_MOST_BLOCKS } from '../../../preload/contract/domain.ts';

/** A node of a lesson's text, as the editor writes it (Tiptap's JSON). */
export interface RichNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string | number | boolean>>;
  readonly content?: readonly RichNode[];
  readonly text?: string;
  readonly marks?: readonly RichMark[];
}

export interface RichMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string>>;
}

/** A picture of a text that was read, named in its `image` nodes by `file`. */
export interface ReadPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file of another program says. */
export interface ReadText {
  /** Top-level nodes. */
  readonly nodes: readonly RichNode[];
  /** By what the `image` nodes call them in `file`. */
  readonly pictures: ReadonlyMap<string, ReadPicture>;
}

export const WRITING_LIMITS = {
  /** Of the file, packed or not: a text with the pictures of a lesson. */
  fileBytes: 64 * 1024 * 1024,
  /** Of one text part of it, unpacked. */
  partBytes: 16 * 1024 * 1024,
  /** Elements of a part: a book of five hundred pages has some two hundred thousand. */
  elements: 600_000,
  /** Elements within one another. */
  depth: 256,
  /** Of one lesson: what the contract takes. */
  blocks: LESSON_MOST_BLOCKS,
  pictures: 200,
} as const;

/** Letters with their marks; none of nothing, which no text node may be. */
export function textNode(text: string, marks: readonly RichMark[] = []): RichNode[] {
  if (text === '') return [];
  return [{ type: 'text', text, ...(marks.length === 0 ? {} : { marks }) }];
}

export function paragraph(content: readonly RichNode[]): RichNode {
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content };
}

/** The editor has four levels. */
export function heading(level: number, content: readonly RichNode[]): RichNode {
  return { type: 'heading', attrs: { level: Math.min(4, Math.max(1, level)) }, content };
}

/** All the letters in some nodes. */
export function lettersOf(nodes: readonly RichNode[]): string {
  return nodes.map(({ text, content }) => text ?? lettersOf(content ?? [])).join('');
}

/** Marks in one order, each once: two runs that look the same are the same. */
export function withMark(marks: readonly RichMark[], mark: RichMark): readonly RichMark[] {
  return [...marks.filter(({ type }) => type !== mark.type), mark].sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** Runs that have the same marks are one; lines have no spaces at their ends. */
export function joinRuns(runs: readonly RichNode[]): RichNode[] {
  const joined: RichNode[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (
      last?.type === 'text' &&
      run.type === 'text' &&
      JSON.stringify(last.marks) === JSON.stringify(run.marks)
    )
      joined[joined.length - 1] = { ...last, text: `${last.text}${run.text}` };
    else joined.push(run);
  }
  return joined;
}

/**
 * A link that a lesson may have: https, or an address to write to. Plain http becomes https; null for anything else.
 *
 * The editor's own rule (`renderer/components/rich-text/links.ts`).
 */
export function linkMark(address: string): RichMark | null {
  const href = address.trim().replace(/^http:\/\//i, 'https://');
  const isAllowed = /^(?:https:\/\/[^\s/]\S*|mailto:[^\s@]+@[^\s@]+)$/i.test(href);
  return isAllowed ? { type: 'link', attrs: { href } } : null;
}

/** A paragraph of a list, before lists are nested. */
export interface ListedParagraph {
  readonly depth: number;
  readonly isNumbered: boolean;
  /** Which list it is of: another one at the same depth begins anew. */
  readonly list: string;
  /** It has no marker of its own: it goes on in the entry before it. */
  readonly isContinued: boolean;
  readonly node: RichNode;
}

/** Nests paragraphs that say their depth, as word processors write lists. */
export function nestLists(flat: readonly ListedParagraph[]): RichNode[] {
  const lists: RichNode[] = [];
  for (let at = 0; at < flat.length; ) {
    const { depth, isNumbered, list } = flat[at] as ListedParagraph;
    const items: RichNode[] = [];
    while (at < flat.length) {
      const first = flat[at] as ListedParagraph;
      const isAnother = first.isNumbered !== isNumbered || first.list !== list;
      if (first.depth < depth || (first.depth === depth && !first.isContinued && isAnother)) break;
      const end = endOfItem(flat, at, depth);
      items.push({ type: 'listItem', content: itemContent(flat.slice(at, end), depth) });
      at = end;
    }
    lists.push({ type: isNumbered ? 'orderedList' : 'bulletList', content: items });
  }
  return lists;
}

function endOfItem(flat: readonly ListedParagraph[], at: number, depth: number): number {
  const isInside = ({ depth: own, isContinued }: ListedParagraph) =>
    own > depth || (own === depth && isContinued);
  let end = at + 1;
  while (end < flat.length && isInside(flat[end] as ListedParagraph)) end += 1;
  return end;
}

/** An entry begins with a paragraph, in the editor too. */
function itemContent(own: readonly ListedParagraph[], depth: number): RichNode[] {
  const content: RichNode[] = [];
  for (let at = 0; at < own.length; ) {
    const one = own[at] as ListedParagraph;
    let end = at + 1;
    if (one.depth === depth) content.push(one.node);
    else {
      while (end < own.length && (own[end] as ListedParagraph).depth > depth) end += 1;
      content.push(...nestLists(own.slice(at, end)));
    }
    at = end;
  }
  return content[0]?.type === 'paragraph' ? content : [paragraph([]), ...content];
}
