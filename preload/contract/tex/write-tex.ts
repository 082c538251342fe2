import type { MathTree } from './math-tree.ts';
import {
  ACCENT_COMMAND_OF,
  COMMAND_OF,
  DOUBLE_STRUCK_LETTER_OF,
  ENVIRONMENTS,
  FUNCTIONS,
} from './symbols.ts';

/** A formula in TeX, as it can be edited: what came from another program too. */
export function writeTex(tree: MathTree): string {
  return rowOf(childrenOf(tree)).trim();
}

type Child = MathTree | string;

function childrenOf([, ...children]: MathTree): Child[] {
  return children;
}

function rowOf(children: readonly Child[]): string {
  const fenced = environmentOf(children);
  return fenced ?? children.map(texOf).reduce(joined, '');
}

/** A command ends where a letter begins. */
function joined(before: string, after: string): string {
  return /\\[A-Za-z]+$/.test(before) && /^[A-Za-z0-9]/.test(after) ? `${before} ${after}` : before + after;
}

function texOf(child: Child): string {
  if (typeof child === 'string') return child;
  const [name, ...inside] = child;
  const arg = (index: number) => `{${inside[index] === undefined ? '' : texOf(inside[index])}}`;
  const base = () => baseOf(inside[0]);
  switch (name) {
    case 'mi':
      return letterOf(textOf(child));
    case 'mo':
      return signOf(textOf(child));
    case 'mtext':
      return spaceOf(textOf(child));
    case 'mfrac':
      return `\\frac${arg(0)}${arg(1)}`;
    case 'msqrt':
      return `\\sqrt{${rowOf(inside)}}`;
    case 'mroot':
      return `\\sqrt[${arg(1).slice(1, -1)}]${arg(0)}`;
    case 'msup':
      return textOf(inside[1]) === '′' ? `${base()}'` : `${base()}^${arg(1)}`;
    case 'mover':
      return accentOf(inside) ?? `${base()}^${arg(1)}`;
    case 'msub':
      return `${base()}_${arg(1)}`;
    case 'munder':
      return textOf(inside[1]) === '_' ? `\\underline${arg(0)}` : `${base()}_${arg(1)}`;
    case 'msubsup':
    case 'munderover':
      return `${base()}_${arg(1)}^${arg(2)}`;
    case 'mtable':
      return tableOf('matrix', child);
    default:
      return rowOf(inside);
  }
}

function textOf(child: Child | undefined): string {
  if (child === undefined || typeof child === 'string') return child ?? '';
  return childrenOf(child).map(textOf).join('');
}

/** What scripts hang on: in braces, unless it is one letter, number or command. */
function baseOf(child: Child | undefined): string {
  const text = child === undefined ? '' : texOf(child);
  const isLeaf = Array.isArray(child) && ['mi', 'mn', 'mo'].includes(child[0] as string);
  return isLeaf ? text : `{${text}}`;
}

function accentOf([base, accent]: readonly Child[]): string | null {
  const command = ACCENT_COMMAND_OF.get(textOf(accent));
  return command === undefined || base === undefined ? null : `\\${command}{${texOf(base)}}`;
}

function letterOf(text: string): string {
  const doubled = DOUBLE_STRUCK_LETTER_OF.get(text);
  if (doubled !== undefined) return `\\mathbb{${doubled}}`;
  if (FUNCTIONS.has(text)) return `\\${text}`;
  const command = COMMAND_OF.get(text);
  if (command !== undefined) return `\\${command}`;
  return [...text].length === 1 ? text : `\\mathrm{${text}}`;
}

function signOf(text: string): string {
  if (text === '−') return '-';
  if (text === '′') return "'";
  if (/^[{}%$_&#]$/.test(text)) return `\\${text}`;
  const command = COMMAND_OF.get(text);
  return command === undefined ? text : `\\${command}`;
}

function spaceOf(text: string): string {
  if (text === '\u2009') return '\\,';
  if (text === '\u2003') return '\\quad ';
  return `\\text{${text.replace(/[{}%$_&#]/g, '\\$&')}}`;
}

function tableOf(name: string, table: MathTree): string {
  const rows = childrenOf(table).map((row) =>
    (typeof row === 'string' ? [] : childrenOf(row))
      .map((cell) => (typeof cell === 'string' ? cell : rowOf(childrenOf(cell))))
      .join(' & '),
  );
  return `\\begin{${name}}${rows.join(' \\\\ ')}\\end{${name}}`;
}

/** A table between its brackets is a matrix of that kind. */
function environmentOf(children: readonly Child[]): string | null {
  const at = children.findIndex((child) => typeof child !== 'string' && child[0] === 'mtable');
  const table = children[at];
  if (table === undefined || typeof table === 'string') return null;
  for (const [name, [before, after]] of ENVIRONMENTS) {
    const isBefore = before !== '' && textOf(children[at - 1]) === before;
    const isAfter = after === '' || textOf(children[at + 1]) === after;
    if (!isBefore || !isAfter) continue;
    const rest = children.slice(at + (after === '' ? 1 : 2));
    return [rowOf(children.slice(0, at - 1)), tableOf(name, table), rowOf(rest)].reduce(joined, '');
  }
  return null;
}
