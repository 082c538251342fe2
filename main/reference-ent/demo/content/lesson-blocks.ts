import type { Chance } from '../chance.ts';

/** A node or text of Tiptap's JSON. */
type TiptapNode = Record<string, unknown>;

export interface LessonBlock {
  readonly id: string;
  readonly content: TiptapNode;
}

/** Turns a lesson's lines (lesson-text.ts) into blocks of Tiptap's JSON, each with an id that stays. */
export function toLessonBlocks(text: string, chance: Chance, at: number): LessonBlock[] {
  const nodes: TiptapNode[] = [];
  for (const line of text.trim().split('\n')) addLine(nodes, line.trim());
  return nodes.map((content) => ({ id: chance.id(at), content }));
}

function addLine(nodes: TiptapNode[], line: string): void {
  const [, mark = '', words = line] = /^(#{2,3}|-|\d+\.|>) (.*)$/.exec(line) ?? [];
  if (mark.startsWith('#')) {
    nodes.push({ type: 'heading', attrs: { level: mark.length }, content: toInline(words) });
  } else if (mark === '>') addInto(nodes, 'blockquote', paragraph(words));
  else if (mark === '-') addInto(nodes, 'bulletList', listEntry(words));
  else if (mark !== '') addInto(nodes, 'orderedList', listEntry(words), { start: 1 });
  else if (words !== '') nodes.push(paragraph(words));
}

/** Adds a child to the last block if that is of the same kind, or begins a new block. */
function addInto(nodes: TiptapNode[], type: string, child: TiptapNode, attrs?: TiptapNode): void {
  const last = nodes.at(-1);
  if (last?.type === type) (last.content as TiptapNode[]).push(child);
  else nodes.push({ type, ...(attrs === undefined ? {} : { attrs }), content: [child] });
}

function listEntry(words: string): TiptapNode {
  return { type: 'listItem', content: [paragraph(words)] };
}

function paragraph(words: string): TiptapNode {
  return { type: 'paragraph', content: toInline(words) };
}

function toInline(words: string): TiptapNode[] {
  return words
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, bold, italic] = /^(?:\*\*([^*]+)\*\*|\*([^*]+)\*)$/.exec(part) ?? [];
      if (bold !== undefined) return { type: 'text', marks: [{ type: 'bold' }], text: bold };
      if (italic !== undefined) return { type: 'text', marks: [{ type: 'italic' }], text: italic };
      return { type: 'text', text: part };
    });
}
