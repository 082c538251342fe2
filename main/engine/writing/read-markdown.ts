import { inlineMarkdown } from './markdown-inline.ts';
import { tooLong } from './refusals.ts';
import { heading, paragraph, type ReadText, type RichNode, WRITING_LIMITS } from './rich-text.ts';
import { tableCell } from './table-cell.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ITEM = /^( {0,12})([-*+]|\d{1,9}[.)])(?: +|$)(.*)$/;
const MOST_NESTED = 12;
/** More than a page holds: then it is no table. */
const MOST_COLUMNS = 100;

/**
 * Reads Markdown (CommonMark, with GitHub's tables) as a lesson's text. HTML in it stays letters, but for `<sub>`, `<sup>`, `<u>`
 * and `<math>`; a picture that it names elsewhere is left as its description.
 */
export function readMarkdown(text: string): ReadText {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .split('\n');
  return { nodes: blocksOf(lines, 0), pictures: new Map() };
}

function blocksOf(lines: readonly string[], nested: number): RichNode[] {
  const nodes: RichNode[] = [];
  for (let at = 0; at < lines.length; ) {
    const [node, next] = blockAt(lines, at, nested);
    if (node !== null) nodes.push(node);
    at = next;
  }
  return nodes;
}

/** The block that begins on a line, and the line after it. */
function blockAt(lines: readonly string[], at: number, nested: number): [RichNode | null, number] {
  const line = lines[at] as string;
  if (line.trim() === '') return [null, at + 1];
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return codeAt(lines, at, fence);
  const [, marks = '', said = ''] = /^ {0,3}(#{1,6})(?: ([\s\S]*))?$/.exec(line) ?? [];
  const title = withoutLastSpaces(withoutLastSpaces(said.replace(/^ +/, '')).replace(/ #+$/, ''));
  if (marks !== '') return [title === '' ? null : heading(marks.length, inlineMarkdown(title)), at + 1];
  if (/^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/.test(line))
    return [{ type: 'horizontalRule' }, at + 1];
  if (/^ {0,3}>/.test(line) && nested < MOST_NESTED) {
    const end = endWhere(lines, at, (one) => !/^ {0,3}>/.test(one));
    const inside = lines.slice(at, end).map((one) => one.replace(/^ {0,3}> ?/, ''));
    const content = blocksOf(inside, nested + 1);
    return [{ type: 'blockquote', content: content.length === 0 ? [paragraph([])] : content }, end];
  }
  if (ITEM.test(line) && nested < MOST_NESTED) return listAt(lines, at, nested);
  if (isTableHead(lines, at)) return tableAt(lines, at);
  return paragraphAt(lines, at);
}

function endWhere(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && !isEnd(lines[end] as string)) end += 1;
  return end;
}

function codeAt(lines: readonly string[], at: number, fence: string): [RichNode, number] {
  const close = new RegExp(`^ {0,3}${fence[0] === '`' ? '`' : '~'}{${fence.length},} *$`);
  const end = endWhere(lines, at + 1, (line) => close.test(line));
  const text = lines.slice(at + 1, end).join('\n');
  return [{ type: 'codeBlock', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) }, end + 1];
}

function paragraphAt(lines: readonly string[], at: number): [RichNode, number] {
  const startsAnother = (line: string) =>
    line.trim() === '' || FENCE.test(line) || /^ {0,3}(?:#{1,6} |>)/.test(line) || ITEM.test(line);
  const end = Math.max(
    at + 1,
    endWhere(lines, at + 1, (line) => startsAnother(line) || /^ {0,3}(?:=+|-+) *$/.test(line)),
  );
  const written = lines
    .slice(at, end)
    .map((line) => line.replace(/^ +/, ''))
    .join('\n');
  const text = withoutLastSpaces(written);
  const under = /^ {0,3}(=+|-+) *$/.exec(lines[end] ?? '')?.[1];
  if (under !== undefined) return [heading(under[0] === '=' ? 1 : 2, inlineMarkdown(text)), end + 1];
  return [paragraph(inlineMarkdown(text)), end];
}

function listAt(lines: readonly string[], from: number, nested: number): [RichNode, number] {
  const isNumbered = isNumber(lines[from] as string);
  const indent = indentOf(lines[from] as string);
  const items: RichNode[] = [];
  let at = from;
  while (at < lines.length) {
    const [, spaces = '', marker = '', first = ''] = ITEM.exec(lines[at] as string) ?? [];
    if (marker === '' || spaces.length > indent + 1 || isNumber(lines[at] as string) !== isNumbered) break;
    const width = spaces.length + marker.length + 1;
    const end = endWhere(
      lines,
      at + 1,
      (line) => line.trim() !== '' && indentOf(line) < Math.min(width, spaces.length + 2),
    );
    const inside = [
      first,
      ...lines.slice(at + 1, end).map((line) => line.slice(Math.min(width, indentOf(line)))),
    ];
    const blocks = blocksOf(inside, nested + 1);
    const content = blocks[0]?.type === 'paragraph' ? blocks : [paragraph([]), ...blocks];
    items.push({ type: 'listItem', content });
    at = end;
  }
  return [{ type: isNumbered ? 'orderedList' : 'bulletList', content: items }, at];
}

/** A pattern would look through each run of spaces, from each space of it. */
function withoutLastSpaces(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end -= 1;
  return text.slice(0, end);
}

function isNumber(line: string): boolean {
  return /^ *\d/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isTableHead(lines: readonly string[], at: number): boolean {
  const [head = '', rule = ''] = [lines[at], lines[at + 1]];
  if (!head.includes('|') || !/^ {0,3}\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$/.test(rule)) return false;
  return cellsOf(head).length <= MOST_COLUMNS;
}

function tableAt(lines: readonly string[], at: number): [RichNode, number] {
  const end = endWhere(lines, at + 2, (line) => line.trim() === '' || !line.includes('|'));
  const width = cellsOf(lines[at] as string).length;
  // Rows are filled up to the width of the first: a line of one letter is then as many cells.
  if (width * (end - at) > WRITING_LIMITS.elements) throw tooLong();
  const rowOf = (line: string, isHead: boolean): RichNode => {
    const cells = cellsOf(line).slice(0, width);
    const whole = [...cells, ...Array.from({ length: width - cells.length }, () => '')];
    const lone = { colspan: 1, rowspan: 1, isHead };
    return {
      type: 'tableRow',
      content: whole.map((cell) =>
        tableCell([paragraph(inlineMarkdown(cell.replace(/<br ?\/?>/g, '  \n')))], lone),
      ),
    };
  };
  const rows = lines.slice(at + 2, end).map((line) => rowOf(line, false));
  return [{ type: 'table', content: [rowOf(lines[at] as string, true), ...rows] }, end];
}

function cellsOf(line: string): string[] {
  const inside = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inside.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}
