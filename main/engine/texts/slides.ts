import type { TextMark, WrittenText } from '../../../preload/contract/index.ts';
import { notATable, unpackParts } from '../tables/package-parts.ts';
import { walkXml, type XmlElement } from '../tables/walk-xml.ts';
import { targetsOf } from '../tables/xlsx.ts';
import { listDepthOf } from './docx-styles.ts';
import { TEXT_LIMITS, TextBuilder } from './text-builder.ts';

const PRESENTATION = 'ppt/presentation.xml';
const RELATIONS = 'ppt/_rels/presentation.xml.rels';
const { unpackedBytes, unpackedTogether } = TEXT_LIMITS;

/**
 * Reads what the slides of a PPTX file say (ECMA-376, part 1, 19 and 21), in their order, each below its number: titles, texts,
 * lists, tables. What their speaker notes is left out.
 *
 * @throws CartableError `exchange/not-a-table` when it is none, `exchange/too-large`
 */
export function readPptx(bytes: Uint8Array): WrittenText {
  const book = unpackParts(bytes, (name) => name === PRESENTATION || name === RELATIONS, unpackedBytes);
  const presentation = book.get(PRESENTATION);
  if (presentation === undefined) throw notATable();
  const paths = slidePaths(presentation, targetsOf(book.get(RELATIONS), 'ppt'));
  const wanted = new Set(paths.slice(0, TEXT_LIMITS.sheets));
  const slides = unpackParts(bytes, (name) => wanted.has(name), unpackedBytes, unpackedTogether);
  const builder = new TextBuilder();
  if (paths.length > wanted.size) builder.cut();
  for (const [index, path] of [...wanted].entries()) {
    const xml = slides.get(path);
    if (xml === undefined) continue;
    beginSlide(builder, index + 1);
    walkXml(xml, new SlideReader(builder));
  }
  return builder.text();
}

/** Its number stands above each slide. */
export function beginSlide(builder: TextBuilder, number: number): void {
  builder.openParagraph({ level: 1, list: null });
  builder.add(String(number), new Set());
  builder.closeParagraph();
}

function slidePaths(presentation: string, targets: ReadonlyMap<string, string>): string[] {
  const paths: string[] = [];
  walkXml(presentation, {
    open: ({ name, attributes }) => {
      // Of its two ids, the relation's comes last.
      const path = name === 'sldId' ? targets.get(attributes.id ?? '') : undefined;
      if (path !== undefined) paths.push(path);
    },
  });
  return paths;
}

class SlideReader {
  readonly #builder: TextBuilder;
  #level = 0;
  #marks: ReadonlySet<TextMark> | null = null;
  #isText = false;
  #depth = 0;
  /** What an old reader is given instead of a drawing: the same text again. */
  #fallbackDepth = 0;

  constructor(builder: TextBuilder) {
    this.#builder = builder;
  }

  open = ({ name, attributes }: XmlElement): void => {
    if (name === 'Fallback') this.#fallbackDepth += 1;
    if (this.#fallbackDepth > 0) return;
    const builder = this.#builder;
    if (name === 'sp' || name === 'graphicFrame') this.#level = 0;
    else if (name === 'ph') this.#level = /^(?:ctrTitle|title)$/.test(attributes.type ?? '') ? 2 : 0;
    else if (name === 'p') builder.openParagraph({ level: this.#level, list: null });
    else if (name === 'pPr') this.#setDepth(attributes.lvl);
    else if (name === 'buChar' || name === 'buAutoNum')
      builder.setParagraph({ list: { marker: '•', depth: this.#depth } });
    else if (name === 'rPr') this.#marks = marksOf(attributes);
    else if (name === 'br') builder.add('\n', new Set());
    else if (name === 't') this.#isText = true;
    else if (name === 'blip') builder.countPicture();
    else if (name === 'tbl') builder.openTable();
    else if (name === 'tr') builder.openRow();
    else if (name === 'tc') builder.openCell();
  };

  text = (text: string): void => {
    if (this.#isText && this.#fallbackDepth === 0) this.#builder.add(text, this.#marks ?? new Set());
  };

  close = (name: string): void => {
    if (name === 'Fallback') this.#fallbackDepth -= 1;
    else if (this.#fallbackDepth > 0) return;
    else if (name === 't') this.#isText = false;
    else if (name === 'r' || name === 'fld') this.#marks = null;
    else if (name === 'p') this.#builder.closeParagraph();
    else if (name === 'tbl') this.#builder.closeTable();
  };

  #setDepth(level: string | undefined): void {
    this.#depth = listDepthOf(level);
    if (this.#depth > 0) this.#builder.setParagraph({ list: { marker: '•', depth: this.#depth } });
  }
}

function marksOf({ b, i, u, strike }: Readonly<Record<string, string>>): ReadonlySet<TextMark> {
  const marks = new Set<TextMark>();
  if (isOn(b)) marks.add('bold');
  if (isOn(i)) marks.add('italic');
  if (u !== undefined && u !== 'none') marks.add('underline');
  if (strike !== undefined && strike !== 'noStrike') marks.add('strike');
  return marks;
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
