import type { TextMark, WrittenText } from '../../../preload/contract/index.ts';
import { notATable, unpackParts } from '../tables/package-parts.ts';
import { walkXml, type XmlElement } from '../tables/walk-xml.ts';
import { marksOfProperties, OdtLists } from './odt-styles.ts';
import { beginSlide } from './slides.ts';
import { TEXT_LIMITS, TextBuilder } from './text-builder.ts';

const CONTENT = 'content.xml';
/** What is no part of the text: notes, also a speaker's, comments, and what was deleted under revision. */
const PASSED_OVER: ReadonlySet<string> = new Set(['tracked-changes', 'note', 'annotation', 'notes']);
/** A run of spaces is written as a count; a file may say any. */
const MOST_SPACES = 100;

/**
 * Reads what an ODT file says (OpenDocument 1.3, part 3, 5): paragraphs, headings, lists, tables; or the slides of an ODP file, each
 * below its number.
 *
 * @throws CartableError `exchange/not-a-table` when it is none, `exchange/too-large`
 */
export function readOdt(bytes: Uint8Array): WrittenText {
  const content = unpackParts(bytes, (name) => name === CONTENT, TEXT_LIMITS.unpackedBytes).get(CONTENT);
  if (content === undefined) throw notATable();
  const reader = new ContentReader();
  walkXml(content, reader);
  return reader.builder.text();
}

class ContentReader {
  readonly builder = new TextBuilder();
  readonly #lists = new OdtLists();
  readonly #marksOfStyle = new Map<string, ReadonlySet<TextMark>>();
  readonly #spans: ReadonlySet<TextMark>[] = [];
  #style = '';
  #isBody = false;
  #passedOver = 0;
  #paragraphs = 0;
  #slides = 0;
  /** The frame in hand holds a slide's title. */
  #isTitle = false;

  open = ({ name, attributes }: XmlElement): void => {
    if (PASSED_OVER.has(name)) this.#passedOver += 1;
    if (this.#passedOver > 0) return;
    if (!this.#isBody) this.#openStyle(name, attributes);
    else if (name === 'p' || name === 'h') {
      this.builder.openParagraph({
        level: this.#levelOf(name, attributes['outline-level']),
        list: this.#lists.takeMarker(),
      });
      this.#paragraphs += 1;
      this.#spans.push(this.#marksOfStyle.get(attributes['style-name'] ?? '') ?? new Set());
    } else if (name === 'span') {
      const own = this.#marksOfStyle.get(attributes['style-name'] ?? '') ?? new Set();
      this.#spans.push(new Set([...this.#marks, ...own]));
    } else if (name === 's') {
      const count = Math.min(MOST_SPACES, Math.max(1, Number(attributes.c) || 1));
      this.builder.add(' '.repeat(count), this.#marks);
    } else if (name === 'tab') this.builder.add('\t', this.#marks);
    else if (name === 'line-break') this.builder.add('\n', this.#marks);
    else if (name === 'list') this.#lists.open(attributes['style-name']);
    else if (name === 'list-item') this.#lists.begin();
    else if (name === 'page') this.#beginSlide();
    else if (name === 'frame') this.#isTitle = attributes.class === 'title';
    else if (name === 'image') this.builder.countPicture();
    else if (name === 'table') this.builder.openTable();
    else if (name === 'table-row') this.builder.openRow();
    else if (name === 'table-cell') this.builder.openCell();
  };

  text = (text: string): void => {
    // White space between elements is none of the text, and within it is one space (6.1.2).
    if (this.#paragraphs > 0 && this.#passedOver === 0)
      this.builder.add(text.replaceAll(/\s+/g, ' '), this.#marks);
  };

  close = (name: string): void => {
    if (PASSED_OVER.has(name)) this.#passedOver -= 1;
    else if (this.#passedOver > 0) return;
    else if (name === 'automatic-styles') this.#isBody = true;
    else if (!this.#isBody) return;
    else if (name === 'span') this.#spans.pop();
    else if (name === 'frame') this.#isTitle = false;
    else if (name === 'list') this.#lists.close();
    else if (name === 'table') this.builder.closeTable();
    else if (name === 'p' || name === 'h') {
      this.builder.closeParagraph();
      this.#paragraphs -= 1;
      this.#spans.pop();
    }
  };

  get #marks(): ReadonlySet<TextMark> {
    return this.#spans.at(-1) ?? new Set();
  }

  #levelOf(name: string, outline: string | undefined): number {
    if (name === 'h') return Math.min(6, Math.max(1, Number(outline) || 1));
    return this.#isTitle ? 2 : 0;
  }

  #beginSlide(): void {
    this.#slides += 1;
    if (this.#slides <= TEXT_LIMITS.sheets) beginSlide(this.builder, this.#slides);
  }

  #openStyle(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'body') this.#isBody = true;
    else if (name === 'style') this.#style = attributes.name ?? '';
    else if (name === 'text-properties') this.#marksOfStyle.set(this.#style, marksOfProperties(attributes));
    else this.#lists.readStyle(name, attributes);
  }
}
