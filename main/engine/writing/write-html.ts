import { escapeXml } from '../tables/escape-xml.ts';
import { outgoing } from './outgoing.ts';
import { lettersOf, type RichMark, type RichNode } from './rich-text.ts';
import { ticked } from './ticked.ts';
import { altOf } from './written-text.ts';

/** Where a picture lies for a page, by its hash; null: nowhere. */
export type PictureAddress = (sha256: string) => string | null;

/** How pictures and formulas stand in a page. */
interface HtmlWays {
  readonly addressOf: PictureAddress;
  /** Of MathML as it is kept. */
  formulaHtml(mathml: string): string;
}

/** Writes a lesson's text as a part of a page. */
export function writeHtmlPart(nodes: readonly RichNode[], ways: HtmlWays): string {
  return outgoing(nodes)
    .map((node) => blockHtml(node, ways))
    .join('\n');
}

/** Writes a lesson as a page that is XHTML too, so that every program that knows one or the other reads it. */
export function writeHtml(title: string, nodes: readonly RichNode[], addressOf: PictureAddress): string {
  const body = writeHtmlPart(nodes, { addressOf, formulaHtml: withNamespace });
  return `<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="fr"><head><meta charset="utf-8"/><title>${escapeXml(title)}</title></head><body>\n${body}\n</body></html>\n`;
}

const ELEMENTS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  callout: 'blockquote',
  tableRow: 'tr',
};

function withNamespace(mathml: string): string {
  return mathml.replace(/^<math>/, '<math xmlns="http://www.w3.org/1998/Math/MathML">');
}

function blockHtml(node: RichNode, ways: HtmlWays): string {
  const { type, attrs = {}, content = [] } = node;
  const inside = () => content.map((child) => blockHtml(child, ways)).join('');
  if (type === 'text' || type === 'hardBreak' || type === 'image' || type === 'formula')
    return inlineHtml(node, ways);
  if (type === 'heading') {
    const level = Number(attrs.level ?? 1);
    return `<h${level}>${inside()}</h${level}>`;
  }
  if (type === 'codeBlock') return `<pre><code>${escapeXml(lettersOf(content))}</code></pre>`;
  if (type === 'horizontalRule' || type === 'pageBreak') return '<hr/>';
  if (type === 'taskList') return `<ul>${content.map((item) => blockHtml(ticked(item), ways)).join('')}</ul>`;
  // A flexible box that is not known is texts below one another.
  if (type === 'columns') return `<div data-columns="" style="display: flex; gap: 2em">${inside()}</div>`;
  if (type === 'column') return `<div data-column="" style="flex: 1">${inside()}</div>`;
  if (type === 'table') return `<table><tbody>${inside()}</tbody></table>`;
  if (type === 'tableCell' || type === 'tableHeader') {
    const tag = type === 'tableCell' ? 'td' : 'th';
    const spans = ['colspan', 'rowspan'].map((name) =>
      attrs[name] === undefined ? '' : ` ${name}="${Number(attrs[name])}"`,
    );
    return `<${tag}${spans.join('')}>${inside()}</${tag}>`;
  }
  const element = ELEMENTS[type];
  return element === undefined
    ? `<p>${escapeXml(lettersOf(content))}</p>`
    : `<${element}>${inside()}</${element}>`;
}

const MARKS: readonly [string, string][] = [
  ['code', 'code'],
  ['subscript', 'sub'],
  ['superscript', 'sup'],
  ['strike', 's'],
  ['underline', 'u'],
  ['italic', 'em'],
  ['bold', 'strong'],
];

function inlineHtml(node: RichNode, ways: HtmlWays): string {
  if (node.type === 'hardBreak') return '<br/>';
  if (node.type === 'formula') return ways.formulaHtml(String(node.attrs?.mathml ?? ''));
  const { text = '', marks = [] } = node;
  if (node.type !== 'image') return marked(escapeXml(text), marks);
  const address = ways.addressOf(String(node.attrs?.sha256 ?? ''));
  const alt = escapeAttribute(altOf(node));
  return address === null ? escapeXml(altOf(node)) : `<img src="${escapeAttribute(address)}" alt="${alt}"/>`;
}

function marked(letters: string, marks: readonly RichMark[]): string {
  const has = new Set(marks.map(({ type }) => type));
  const set = MARKS.reduce((all, [type, tag]) => (has.has(type) ? `<${tag}>${all}</${tag}>` : all), letters);
  const href = marks.find(({ type }) => type === 'link')?.attrs?.href;
  return href === undefined ? set : `<a href="${escapeAttribute(href)}">${set}</a>`;
}

export function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('"', '&quot;');
}
