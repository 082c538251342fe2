import { decodeEntities } from './html-entities.ts';
import { tooLong } from './refusals.ts';
import { WRITING_LIMITS } from './rich-text.ts';
import type { XmlNode } from './xml-tree.ts';

type OpenNode = XmlNode & { readonly children: (XmlNode | string)[] };

const VOID = new Set([
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'col',
  'wbr',
  'source',
  'area',
  'base',
  'embed',
  'param',
]);
/** What is in them is no text, whatever it looks like. */
const RAW = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'noscript',
  'iframe',
  'template',
  'xmp',
  'noembed',
]);
/** An element that begins ends one of these that is open, without a word: HTML leaves their ends out. */
const ENDS = new Map<string, { readonly ends: readonly string[]; readonly within: readonly string[] }>(
  Object.entries({
    li: { ends: ['li'], within: ['ul', 'ol'] },
    tr: { ends: ['tr', 'td', 'th'], within: ['table', 'tbody', 'thead', 'tfoot'] },
    td: { ends: ['td', 'th'], within: ['tr', 'table'] },
    th: { ends: ['td', 'th'], within: ['tr', 'table'] },
    dt: { ends: ['dt', 'dd'], within: ['dl'] },
    dd: { ends: ['dt', 'dd'], within: ['dl'] },
  }),
);
const BLOCKS =
  /^(?:p|div|h[1-6]|ul|ol|dl|table|blockquote|pre|section|article|header|footer|main|aside|nav|hr|figure|form|address)$/;

/** 2000: letters of a tag outside of quotes. One that does not end is not looked through to the end of the page, a thousand times. */
const TAG =
  /<(?:!--[\s\S]*?(?:-->|$)|[!?][^>]*>?|(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,60})((?:"[^"]*"|'[^']*'|[^>"']){0,2000})>)/y;
/** Beginnings of tags that do not end, each of which costs some time: a page with more of them was made to cost it. */
const MOST_STRAY = 5000;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/**
 * Reads HTML, whatever is wrong with it, into a tree; names are in small letters. Nothing of it runs, nothing is fetched.
 *
 * @throws CartableError `writing/too-long`
 */
export function readHtmlTree(html: string): XmlNode {
  const root: OpenNode = { name: '', attributes: {}, children: [] };
  const builder = new HtmlBuilder(root);
  let at = 0;
  let strayCount = 0;
  let from = html.indexOf('<');
  while (from !== -1) {
    TAG.lastIndex = from;
    const match = TAG.exec(html);
    if (match === null) {
      strayCount += Number(/[a-zA-Z/]/.test(html[from + 1] ?? ''));
      if (strayCount > MOST_STRAY) throw tooLong();
      from = html.indexOf('<', from + 1);
      continue;
    }
    builder.text(html.slice(at, from));
    const [all, end, written, attributes = ''] = match;
    at = from + all.length;
    const name = (written?.toLowerCase().split(':').at(-1) ?? '').trim();
    if (end === '/') builder.close(name);
    else if (RAW.has(name)) at = endOfRaw(html, name, at);
    else if (written !== undefined) builder.open(name, attributes);
    from = html.indexOf('<', at);
  }
  builder.text(html.slice(at));
  return root;
}

/** Where the end of one of `RAW` stands, or the end of the page. */
function endOfRaw(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

class HtmlBuilder {
  readonly #open: OpenNode[];
  #count = 0;

  constructor(root: OpenNode) {
    this.#open = [root];
  }

  text(text: string): void {
    if (text !== '') this.#open.at(-1)?.children.push(decodeEntities(text));
  }

  open(name: string, written: string): void {
    this.#count += 1;
    if (this.#count > WRITING_LIMITS.elements || this.#open.length > WRITING_LIMITS.depth) throw tooLong();
    this.#endWhatEnds(name);
    const attributes: Record<string, string> = {};
    for (const [, key = '', quoted, single, bare] of written.matchAll(ATTRIBUTE))
      attributes[key.toLowerCase()] ??= decodeEntities(quoted ?? single ?? bare ?? '');
    const node: OpenNode = { name, attributes, children: [] };
    this.#open.at(-1)?.children.push(node);
    if (!VOID.has(name) && !/\/\s*$/.test(written)) this.#open.push(node);
  }

  /** An end without a beginning says nothing. */
  close(name: string): void {
    const at = this.#open.findLastIndex((node) => node.name === name);
    if (at > 0) this.#open.length = at;
  }

  #endWhatEnds(name: string): void {
    if (BLOCKS.test(name)) this.#endNearest(['p'], ['li', 'td', 'th', 'table', 'blockquote']);
    const rule = ENDS.get(name);
    if (rule !== undefined) this.#endNearest(rule.ends, rule.within);
  }

  #endNearest(ends: readonly string[], within: readonly string[]): void {
    let end = -1;
    for (let at = this.#open.length - 1; at > 0; at -= 1) {
      const { name } = this.#open[at] as OpenNode;
      if (within.includes(name)) break;
      if (ends.includes(name)) end = at;
    }
    if (end > 0) this.#open.length = end;
  }
}
