import type { TextMark } from '../../../preload/contract/index.ts';

/** What a style's `style:text-properties` (16.29.30) sets apart. */
export function marksOfProperties(attributes: Readonly<Record<string, string>>): ReadonlySet<TextMark> {
  const marks = new Set<TextMark>();
  const weight = attributes['font-weight'] ?? '';
  if (weight === 'bold' || Number(weight) >= 600) marks.add('bold');
  if (attributes['font-style'] === 'italic' || attributes['font-style'] === 'oblique') marks.add('italic');
  if ((attributes['text-underline-style'] ?? 'none') !== 'none') marks.add('underline');
  if ((attributes['text-line-through-style'] ?? 'none') !== 'none') marks.add('strike');
  const position = attributes['text-position'] ?? '';
  if (/^(?:super|[1-9])/.test(position)) marks.add('superscript');
  if (/^(?:sub|-)/.test(position)) marks.add('subscript');
  return marks;
}

/** Lists as they open and close; a style says which depths are numbered. */
export class OdtLists {
  readonly #numbered = new Map<string, Set<number>>();
  readonly #open: { readonly style: string; count: number }[] = [];
  #style = '';
  /** An item's first paragraph has its marker, the others have none. */
  #isBegun = false;

  readStyle(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'list-style') this.#style = attributes.name ?? '';
    else if (name === 'list-level-style-number') {
      const depths = this.#numbered.get(this.#style) ?? new Set();
      this.#numbered.set(this.#style, depths.add(Number(attributes.level) - 1));
    }
  }

  /** @param style what it says of itself; a list within another has its style */
  open(style: string | undefined): void {
    this.#open.push({ style: style ?? this.#open.at(-1)?.style ?? '', count: 0 });
  }

  begin(): void {
    const list = this.#open.at(-1);
    if (list !== undefined) list.count += 1;
    this.#isBegun = true;
  }

  close(): void {
    this.#open.pop();
  }

  takeMarker(): { marker: string; depth: number } | null {
    const list = this.#open.at(-1);
    if (list === undefined) return null;
    const depth = this.#open.length - 1;
    const isNumbered = this.#numbered.get(list.style)?.has(depth) ?? false;
    const marker = this.#isBegun ? (isNumbered ? `${list.count}.` : '•') : '';
    this.#isBegun = false;
    return { marker, depth };
  }
}
