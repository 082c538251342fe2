/** An element of a page that Moodle has made. */
export interface HtmlElement {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
  /** What stands between its tags. */
  readonly html: string;
  /** The first below it that fits, in the order of the page. */
  find(fits: (element: HtmlElement) => boolean): HtmlElement | null;
  all(fits: (element: HtmlElement) => boolean): HtmlElement[];
}

const TAG = /<(\/?)([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
/** Deeper than any page of Moodle's: what is below is passed over. */
const DEPTH_MAX = 200;
/** Elements without an end. */
const VOID: ReadonlySet<string> = new Set([
  'area',
  'br',
  'col',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);

interface Open {
  readonly tag: string;
  readonly attributes: string;
  readonly from: number;
  readonly children: HtmlElement[];
}

/** Reads a piece of HTML as far as it is well formed: an end without a beginning is passed over, what is left open ends with the text. */
export function parseHtml(html: string): HtmlElement {
  const root: Open = { tag: '', attributes: '', from: 0, children: [] };
  const open = [root];
  const close = (to: number) => {
    const ended = open.pop();
    if (ended !== undefined) open.at(-1)?.children.push(elementOf(ended, html.slice(ended.from, to)));
  };
  for (const { 0: whole, 1: end, 2: name = '', 3: attributes = '', index } of html.matchAll(TAG)) {
    const tag = name.toLowerCase();
    const from = index + whole.length;
    if (end === '/') {
      if (!open.slice(1).some((one) => one.tag === tag)) continue;
      while (open.at(-1)?.tag !== tag) close(index);
      close(index);
    } else if (VOID.has(tag) || attributes.endsWith('/') || open.length > DEPTH_MAX) continue;
    else open.push({ tag, attributes, from, children: [] });
  }
  while (open.length > 1) close(html.length);
  return elementOf(root, html);
}

function elementOf({ tag, attributes, children }: Open, html: string): HtmlElement {
  const all = (fits: (element: HtmlElement) => boolean): HtmlElement[] =>
    children.flatMap((child) => [...(fits(child) ? [child] : []), ...child.all(fits)]);
  return {
    tag,
    id: attributeIn(attributes, 'id'),
    classes: attributeIn(attributes, 'class').split(/\s+/).filter(Boolean),
    html,
    all,
    find: (fits) => all(fits)[0] ?? null,
  };
}

function attributeIn(attributes: string, name: string): string {
  const [, quoted = '', plain = ''] =
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes) ?? [];
  return quoted || plain;
}
