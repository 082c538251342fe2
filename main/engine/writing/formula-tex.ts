import type { MathTree } from '../../../preload/contract/tex/math-tree.ts';
import { writeTex } from '../../../preload/contract/tex/write-tex.ts';
import { escapeXml } from '../tables/escape-xml.ts';
import { childOf, readXmlTree, type XmlNode } from './xml-tree.ts';

/** What MathJax does not know of our TeX. */
const ELSEWHERE: readonly [RegExp, string][] = [
  [/\\(pgcd|ppcm)(?![A-Za-z])/g, '\\operatorname{$1}'],
  [/\\degree(?![A-Za-z])/g, '°'],
];

/** A formula as HTML for a site that takes MathML out and draws TeX: between the signs that MathJax looks for. */
export function texHtml(mathml: string): string {
  const math = childOf(readXmlTree(mathml), 'math');
  if (math === undefined) return '';
  const tex = ELSEWHERE.reduce((text, [ours, theirs]) => text.replace(ours, theirs), writeTex(treeOf(math)));
  return escapeXml(`\\(${tex}\\)`);
}

function treeOf({ name, children }: XmlNode): MathTree {
  return [name, ...children.map((child) => (typeof child === 'string' ? child : treeOf(child)))];
}
