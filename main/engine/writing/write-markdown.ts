import { outgoing } from './outgoing.ts';
import { lettersOf, type RichMark, type RichNode } from './rich-text.ts';
import { altOf, type TextToWrite } from './written-text.ts';

/** Writes a lesson as Markdown (CommonMark, with GitHub's tables); formulas as MathML, pictures as their descriptions. */
export function writeMarkdown({ title, nodes }: Pick<TextToWrite, 'title' | 'nodes'>): string {
  const blocks = outgoing(nodes)
    .map(blockOf)
    .filter((block) => block !== '');
  return `${[`# ${escapeLine(title)}`, ...blocks].join('\n\n')}\n`;
}

function blockOf(node: RichNode): string {
  const inside = node.content ?? [];
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(Number(node.attrs?.level ?? 1))} ${inlineOf(inside).replaceAll('\n', ' ')}`;
    case 'bulletList':
    case 'orderedList':
      return inside
        .map((item, index) => itemOf(item, node.type === 'orderedList' ? `${index + 1}. ` : '- '))
        .join('\n');
    case 'taskList':
      return inside
        .map((item) => itemOf(item, `- [${item.attrs?.checked === true ? 'x' : ' '}] `))
        .join('\n');
    // One below the other: Markdown has none.
    case 'columns':
    case 'column':
      return inside
        .map(blockOf)
        .filter((block) => block !== '')
        .join('\n\n');
    case 'callout':
    case 'blockquote':
      return prefixed(inside.map(blockOf).join('\n\n'), '> ', '> ');
    case 'codeBlock': {
      const text = lettersOf(inside);
      const fence = '`'.repeat(
        Math.max(3, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length + 1)),
      );
      return `${fence}\n${text}\n${fence}`;
    }
    case 'horizontalRule':
    case 'pageBreak':
      return '---';
    case 'table':
      return tableOf(inside);
    default:
      return inlineOf(inside);
  }
}

function itemOf({ content = [] }: RichNode, marker: string): string {
  const blocks = content.map((child) => ({ text: blockOf(child), isList: child.type.endsWith('List') }));
  const text = blocks
    .map((block, index) => `${index === 0 ? '' : block.isList ? '\n' : '\n\n'}${block.text}`)
    .join('');
  return prefixed(text, marker, ' '.repeat(marker.length));
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) =>
      index === 0 ? `${first}${line}` : line === '' ? others.trimEnd() : `${others}${line}`,
    )
    .join('\n');
}

/** Cells that reach over others are written once, and the others are empty: Markdown has no such cells. */
function tableOf(rows: readonly RichNode[]): string {
  const lines = rows.map(({ content = [] }) =>
    content.flatMap((cell) => {
      const text = (cell.content ?? [])
        .map(blockOf)
        .join('<br>')
        .replaceAll(/ {0,2}\n/g, '<br>')
        .replaceAll('|', '\\|');
      return [text, ...Array.from({ length: Number(cell.attrs?.colspan ?? 1) - 1 }, () => '')];
    }),
  );
  const width = Math.max(1, ...lines.map(({ length }) => length));
  const lineOf = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  const [head = [], ...others] = lines;
  return [lineOf(head), `|${' --- |'.repeat(width)}`, ...others.map(lineOf)].join('\n');
}

function inlineOf(nodes: readonly RichNode[]): string {
  const text = nodes
    .map((node) => {
      if (node.type === 'hardBreak') return '  \n';
      if (node.type === 'formula') return String(node.attrs?.mathml ?? '');
      if (node.type === 'image') return `![${escapeLine(altOf(node))}]()`;
      return runOf(node);
    })
    .join('');
  // What would begin another block at the beginning of a line is a letter.
  return text.replaceAll(/^( *)([-+>#]|\d+(?=[.)]))/gm, (_, spaces: string, sign: string) =>
    /\d/.test(sign) ? `${spaces}${sign}\\` : `${spaces}\\${sign}`,
  );
}

const SIGNS: readonly [string, string, string][] = [
  ['subscript', '<sub>', '</sub>'],
  ['superscript', '<sup>', '</sup>'],
  ['underline', '<u>', '</u>'],
  ['strike', '~~', '~~'],
  ['italic', '*', '*'],
  ['bold', '**', '**'],
];

/** Signs stand at letters: spaces at the ends of what they set apart go outside. */
function runOf({ text = '', marks = [] }: RichNode): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (inside === '') return text;
  const has = (type: string): RichMark | undefined => marks.find((mark) => mark.type === type);
  if (has('code') !== undefined) {
    const ticks = '`'.repeat(1 + Math.max(0, ...Array.from(inside.matchAll(/`+/g), ([one]) => one.length)));
    const space = /^`|`$/.test(inside) ? ' ' : '';
    return `${before}${ticks}${space}${inside}${space}${ticks}${after}`;
  }
  let written = escapeLine(inside);
  for (const [type, open, close] of SIGNS) if (has(type) !== undefined) written = `${open}${written}${close}`;
  const href = has('link')?.attrs?.href;
  return `${before}${href === undefined ? written : `[${written}](<${href}>)`}${after}`;
}

function escapeLine(text: string): string {
  return text.replaceAll(/[\\`*_[\]<~&|]/g, '\\$&').replaceAll('\n', ' ');
}
