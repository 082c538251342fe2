import type { TextMark, WrittenText } from '../../../preload/contract/index.ts';
import { notATable, unpackParts } from '../tables/package-parts.ts';
import { walkXml, type XmlElement } from '../tables/walk-xml.ts';
import { listDepthOf, readDocxLists, readHeadingLevels } from './docx-styles.ts';
import { TEXT_LIMITS, TextBuilder } from './text-builder.ts';

const DOCUMENT = 'word/document.xml';
const STYLES = 'word/styles.xml';
const NUMBERING = 'word/numbering.xml';
/** A file without styles or lists has none of these parts. */
const NO_PART = '<none/>';

/**
 * Reads what a DOCX file says (ECMA-376, part 1, 17): paragraphs, headings, lists, tables. Fields, macros, links, comments
 * and what was deleted under revision are left out; a text box comes before the paragraph that holds it.
 *
 * @throws CartableError `exchange/not-a-table` when it is none, `exchange/too-large`
 */
export function readDocx(bytes: Uint8Array): WrittenText {
  const parts = unpackParts(
    bytes,
    (name) => [DOCUMENT, STYLES, NUMBERING].includes(name),
    TEXT_LIMITS.unpackedBytes,
  );
  const document = parts.get(DOCUMENT);
  if (document === undefined) throw notATable();
  const reader = new BodyReader(
    readHeadingLevels(parts.get(STYLES) ?? NO_PART),
    readDocxLists(parts.get(NUMBERING) ?? NO_PART),
  );
  walkXml(document, reader);
  return reader.builder.text();
}

const MARK_OF_ELEMENT: Readonly<Record<string, TextMark>> = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
  strike: 'strike',
  dstrike: 'strike',
};

const LETTER_OF_ELEMENT: Readonly<Record<string, string>> = {
  tab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '\u2011',
};

class BodyReader {
  readonly builder = new TextBuilder();
  readonly #levelOfStyle: ReadonlyMap<string, number>;
  readonly #lists: ReturnType<typeof readDocxLists>;
  readonly #marks: Set<TextMark>[] = [];
  /** What an old reader is given instead of a drawing: the same text again. */
  #fallbackDepth = 0;
  #isText = false;
  #listDepth = 0;

  constructor(levelOfStyle: ReadonlyMap<string, number>, lists: ReturnType<typeof readDocxLists>) {
    this.#levelOfStyle = levelOfStyle;
    this.#lists = lists;
  }

  open = ({ name, attributes }: XmlElement): void => {
    if (name === 'Fallback') this.#fallbackDepth += 1;
    if (this.#fallbackDepth > 0) return;
    const value = attributes.val ?? '';
    if (name === 't') this.#isText = true;
    else if (name === 'r') this.#marks.push(new Set());
    else if (name === 'p') {
      this.builder.openParagraph();
      this.#listDepth = 0;
    } else if (name === 'pStyle') this.builder.setParagraph({ level: this.#levelOfStyle.get(value) ?? 0 });
    else if (name === 'ilvl') this.#listDepth = listDepthOf(value);
    else if (name === 'numId') this.#begin(value);
    else if (name === 'blip' || name === 'imagedata') this.builder.countPicture();
    else if (name === 'tbl') this.builder.openTable();
    else if (name === 'tr') this.builder.openRow();
    else if (name === 'tc') this.builder.openCell();
    else this.#openInRun(name, attributes.val);
  };

  text = (text: string): void => {
    if (this.#isText && this.#fallbackDepth === 0) this.builder.add(text, this.#marks.at(-1) ?? new Set());
  };

  close = (name: string): void => {
    if (name === 'Fallback') this.#fallbackDepth -= 1;
    else if (this.#fallbackDepth > 0) return;
    else if (name === 't') this.#isText = false;
    else if (name === 'r') this.#marks.pop();
    else if (name === 'p') this.builder.closeParagraph();
    else if (name === 'tbl') this.builder.closeTable();
  };

  #begin(list: string): void {
    const marker = this.#lists.next(list, this.#listDepth);
    this.builder.setParagraph({ list: marker === null ? null : { marker, depth: this.#listDepth } });
  }

  /** Outside of a run these are of a paragraph's own mark, which is not seen. */
  #openInRun(name: string, value: string | undefined): void {
    const marks = this.#marks.at(-1);
    if (marks === undefined) return;
    const mark = MARK_OF_ELEMENT[name];
    const letter = LETTER_OF_ELEMENT[name];
    if (mark !== undefined && isOn(value)) marks.add(mark);
    if (letter !== undefined) this.builder.add(letter, marks);
    if (name === 'vertAlign' && (value === 'superscript' || value === 'subscript')) marks.add(value);
  }
}

/** An on/off property (17.17.4): there is enough, unless it says no. `u` says « none ». */
function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}
