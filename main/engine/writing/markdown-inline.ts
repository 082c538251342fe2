import { decodeEntities } from './html-entities.ts';
import { writeMathml } from './mathml.ts';
import { joinRuns, linkMark, type RichMark, type RichNode, textNode, withMark } from './rich-text.ts';
import { childOf, readXmlTree } from './xml-tree.ts';

/** Each sets some letters apart: how it begins, what it looks like, and the mark. The longer sign comes first. */
const SPANS: readonly [RegExp, RegExp, string][] = [
  [/^\*\*(?=\S)/, /^\*\*([\s\S]*?\S\**)\*\*/, 'bold'],
  [/^__(?=\S)/, /^__([\s\S]*?\S)__(?!\w)/, 'bold'],
  [/^~~(?=\S)/, /^~~([\s\S]*?\S)~~/, 'strike'],
  [/^\*(?=[^\s*])/, /^\*([\s\S]*?[^\s*])\*(?!\*)/, 'italic'],
  [/^_(?=[^\s_])/, /^_([\s\S]*?[^\s_])_(?!\w)/, 'italic'],
  [/^<sub>/, /^<sub>([\s\S]*?)<\/sub>/, 'subscript'],
  [/^<sup>/, /^<sup>([\s\S]*?)<\/sup>/, 'superscript'],
  [/^<u>/, /^<u>([\s\S]*?)<\/u>/, 'underline'],
];
const MATH = /^<math[ >][\s\S]*?<\/math>/;
/** A code's sign; a longer row of them is letters. */
const FENCE = /^`{1,20}(?!`)/;
/** What is plain letters until something may begin. */
const PLAIN = /^[^\\`*_~<![&\n ]+/;
/** Marks within marks: deeper ones are letters. */
const MOST_NESTED = 20;

/** Reads a line or several of Markdown. */
export function inlineMarkdown(text: string, marks: readonly RichMark[] = [], depth = 0): RichNode[] {
  const runs: RichNode[] = [];
  let rest = text;
  let before = '';
  const endless = new Set<RegExp | string>();
  while (rest !== '') {
    const [nodes, length] = runAt(rest, { marks, depth, before, endless });
    runs.push(...nodes);
    before = rest[length - 1] ?? '';
    rest = rest.slice(length);
  }
  return joinRuns(runs);
}

interface Around {
  readonly marks: readonly RichMark[];
  readonly depth: number;
  /** The letter before: a sign within a word is none. */
  readonly before: string;
  /** What has begun once and ends nowhere: later it does not end either, and is not looked for again. */
  readonly endless: Set<RegExp | string>;
}

function runAt(rest: string, around: Around): [RichNode[], number] {
  const { marks } = around;
  const plain = PLAIN.exec(rest)?.[0];
  if (plain !== undefined) return [textNode(plain, marks), plain.length];
  const escaped = /^\\([!-/:-@[-`{-~])/.exec(rest)?.[1];
  if (escaped !== undefined) return [textNode(escaped, marks), 2];
  const lineEnd = /^(?: {2,}|\\)\n */.exec(rest)?.[0];
  if (lineEnd !== undefined) return [[{ type: 'hardBreak' }], lineEnd.length];
  const spaces = /^ +/.exec(rest)?.[0];
  if (spaces !== undefined) return [textNode(spaces, marks), spaces.length];
  const special =
    codeAt(rest, around) ?? linkAt(rest, around) ?? mathAt(rest, around) ?? spanAt(rest, around);
  if (special !== null) return special;
  const reference = /^&(?:#\w{1,8}|\w{2,20});/.exec(rest)?.[0];
  if (reference !== undefined) return [textNode(decodeEntities(reference), marks), reference.length];
  return [textNode(rest[0] === '\n' ? ' ' : (rest[0] ?? ''), marks), 1];
}

/** Finds how something goes on that has begun; null where it ends nowhere. */
function wholeOf(rest: string, pattern: RegExp, { endless }: Around): RegExpExecArray | null {
  if (endless.has(pattern)) return null;
  const whole = pattern.exec(rest);
  if (whole === null) endless.add(pattern);
  return whole;
}

function spanAt(rest: string, around: Around): [RichNode[], number] | null {
  const { marks, depth, before } = around;
  if (depth >= MOST_NESTED || (rest[0] === '_' && /\w/.test(before))) return null;
  for (const [beginning, pattern, type] of SPANS) {
    const [all, inside = ''] = (beginning.test(rest) ? wholeOf(rest, pattern, around) : null) ?? [];
    if (all !== undefined) return [inlineMarkdown(inside, withMark(marks, { type }), depth + 1), all.length];
  }
  return null;
}

/** Code ends at a row of signs as long as the one that it begins with; without one, these are letters. */
function codeAt(rest: string, { marks, endless }: Around): [RichNode[], number] | null {
  const row = /^`+/.exec(rest)?.[0];
  if (row === undefined) return null;
  const fence = FENCE.exec(rest)?.[0];
  const end = fence === undefined || endless.has(fence) ? -1 : endOfCode(rest, fence);
  if (fence === undefined || end < 0) {
    endless.add(row);
    return [textNode(row, marks), row.length];
  }
  const inside = rest
    .slice(fence.length, end)
    .replaceAll('\n', ' ')
    .replace(/^ (.*[^ ].*) $/, '$1');
  return [textNode(inside, [{ type: 'code' }]), end + fence.length];
}

function endOfCode(rest: string, fence: string): number {
  const rows = /`+/g;
  rows.lastIndex = fence.length;
  for (let row = rows.exec(rest); row !== null; row = rows.exec(rest)) if (row[0] === fence) return row.index;
  return -1;
}

function linkAt(rest: string, { marks, depth }: Around): [RichNode[], number] | null {
  const [all, isPicture, words = '', address = ''] =
    /^(!?)\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\(\s{0,20}<?([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)?)>?(?:\s{1,20}(?:"[^"]*"|'[^']*'))?\s{0,20}\)/.exec(
      rest,
    ) ?? [];
  if (all !== undefined) {
    const link = isPicture === '!' ? null : linkMark(address);
    const inside = link === null ? marks : withMark(marks, link);
    return [
      depth < MOST_NESTED ? inlineMarkdown(words, inside, depth + 1) : textNode(words, inside),
      all.length,
    ];
  }
  const [bare, automatic = ''] = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/.exec(rest) ?? [];
  if (bare === undefined) return null;
  const link = linkMark(automatic);
  return [
    textNode(automatic.replace(/^mailto:/, ''), link === null ? marks : withMark(marks, link)),
    bare.length,
  ];
}

function mathAt(rest: string, around: Around): [RichNode[], number] | null {
  const written = /^<math[ >]/.test(rest) ? wholeOf(rest, MATH, around)?.[0] : undefined;
  if (written === undefined) return null;
  try {
    const math = childOf(readXmlTree(written), 'math');
    if (math !== undefined)
      return [[{ type: 'formula', attrs: { mathml: writeMathml(math) } }], written.length];
  } catch {
    // What is no formula stays letters, all of it.
  }
  return [textNode(written, around.marks), written.length];
}
