import { decodeEntities } from './html-entities.ts';
import { writeMathml } from './mathml.ts';
import { joinRuns, linkMark, type RichMark, type RichNode, textNode, withMark } from './rich-text.ts';
import { childOf, readXmlTree } from './xml-tree.ts';

/** Each sets some letters apart: what it looks like, and the mark. The longer sign comes first. */
const SPANS: readonly [RegExp, string][] = [
  [/^\*\*(?=\S)([\s\S]*?\S\**)\*\*/, 'bold'],
  [/^__(?=\S)([\s\S]*?\S)__(?!\w)/, 'bold'],
  [/^~~(?=\S)([\s\S]*?\S)~~/, 'strike'],
  [/^\*(?=[^\s*])([\s\S]*?[^\s*])\*(?!\*)/, 'italic'],
  [/^_(?=[^\s_])([\s\S]*?[^\s_])_(?!\w)/, 'italic'],
  [/^<sub>([\s\S]*?)<\/sub>/, 'subscript'],
  [/^<sup>([\s\S]*?)<\/sup>/, 'superscript'],
  [/^<u>([\s\S]*?)<\/u>/, 'underline'],
];
/** What is plain letters until something may begin. */
const PLAIN = /^[^\\`*_~<![&\n ]+/;
/** Marks within marks: deeper ones are letters. */
const MOST_NESTED = 20;

/** Reads a line or several of Markdown. */
export function inlineMarkdown(text: string, marks: readonly RichMark[] = [], depth = 0): RichNode[] {
  const runs: RichNode[] = [];
  let rest = text;
  let before = '';
  while (rest !== '') {
    const [nodes, length] = runAt(rest, { marks, depth, before });
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
}

function runAt(rest: string, around: Around): [RichNode[], number] {
  const { marks, depth, before } = around;
  const plain = PLAIN.exec(rest)?.[0];
  if (plain !== undefined) return [textNode(plain, marks), plain.length];
  const escaped = /^\\([!-/:-@[-`{-~])/.exec(rest)?.[1];
  if (escaped !== undefined) return [textNode(escaped, marks), 2];
  const lineEnd = /^(?: {2,}|\\)\n */.exec(rest)?.[0];
  if (lineEnd !== undefined) return [[{ type: 'hardBreak' }], lineEnd.length];
  const [code = '', fence = ''] = /^(`+)[\s\S]*?[^`]\1(?!`)/.exec(rest) ?? [];
  if (code !== '') {
    const inside = code
      .slice(fence.length, -fence.length)
      .replaceAll('\n', ' ')
      .replace(/^ (.*[^ ].*) $/, '$1');
    return [textNode(inside, [{ type: 'code' }]), code.length];
  }
  const special = linkAt(rest, around) ?? mathAt(rest);
  if (special !== null) return special;
  if (depth < MOST_NESTED)
    for (const [pattern, type] of SPANS) {
      const [all = '', inside = ''] =
        (rest[0] === '_' && /\w/.test(before) ? null : pattern.exec(rest)) ?? [];
      if (all !== '') return [inlineMarkdown(inside, withMark(marks, { type }), depth + 1), all.length];
    }
  const reference = /^&(?:#\w{1,8}|\w{2,20});/.exec(rest)?.[0];
  if (reference !== undefined) return [textNode(decodeEntities(reference), marks), reference.length];
  return [textNode(rest[0] === '\n' ? ' ' : (rest[0] ?? ''), marks), 1];
}

function linkAt(rest: string, { marks, depth }: Around): [RichNode[], number] | null {
  const [all, isPicture, words = '', address = ''] =
    /^(!?)\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\(\s*<?([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)?)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(
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

function mathAt(rest: string): [RichNode[], number] | null {
  const written = /^<math[ >][\s\S]*?<\/math>/.exec(rest)?.[0];
  if (written === undefined) return null;
  try {
    const math = childOf(readXmlTree(written), 'math');
    if (math !== undefined)
      return [[{ type: 'formula', attrs: { mathml: writeMathml(math) } }], written.length];
  } catch {
    // What is no formula stays letters.
  }
  return null;
}
