import type { Paragraph, TextMark, WrittenText } from '../../../preload/contract/index.ts';

export const TEXT_LIMITS = {
  /** What is shown of a text at most: some five hundred pages. */
  characters: 1_000_000,
  paragraphs: 20_000,
  /** Of one part of its file: the largest is read in less than a second of the engine. */
  unpackedBytes: 16 * 1024 * 1024,
  /** Of all parts of a file with many, such as its slides. */
  unpackedTogether: 32 * 1024 * 1024,
  /** Sheets or slides. */
  sheets: 500,
} as const;

type Cell = Paragraph[];
type Block = WrittenText['blocks'][number];

/** Builds a text in the order in which its file is read; past the limits the rest is left out, and said to be. */
export class TextBuilder {
  readonly #blocks: Block[] = [];
  /** The paragraph in hand is the last: a text box lies within another. */
  readonly #open: Paragraph[] = [];
  /** Of the outermost table; what lies deeper is told in its cells. */
  #rows: Cell[][] | null = null;
  #tableDepth = 0;
  #characters = 0;
  #paragraphs = 0;
  #pictureCount = 0;
  #isCut = false;

  openParagraph(set: Pick<Paragraph, 'level' | 'list'> = { level: 0, list: null }): void {
    this.#open.push({ kind: 'paragraph', ...set, runs: [] });
  }

  /** Says of the paragraph in hand what its file tells only within it. */
  setParagraph(set: Partial<Pick<Paragraph, 'level' | 'list'>>): void {
    const last = this.#open.at(-1);
    if (last !== undefined) Object.assign(last, set);
  }

  add(text: string, marks: ReadonlySet<TextMark>): void {
    const paragraph = this.#open.at(-1);
    if (paragraph === undefined || text === '') return;
    const room = TEXT_LIMITS.characters - this.#characters;
    if (text.length > room) this.#isCut = true;
    const kept = text.slice(0, room);
    if (kept === '') return;
    this.#characters += kept.length;
    const last = paragraph.runs.at(-1);
    const isSame = last?.marks.length === marks.size && last.marks.every((mark) => marks.has(mark));
    if (last !== undefined && isSame) last.text += kept;
    else paragraph.runs.push({ text: kept, marks: [...marks] });
  }

  closeParagraph(): void {
    const paragraph = this.#open.pop();
    if (paragraph === undefined) return;
    if (this.#paragraphs >= TEXT_LIMITS.paragraphs) {
      this.#isCut = true;
      return;
    }
    this.#paragraphs += 1;
    if (this.#rows === null) this.#blocks.push(paragraph);
    else this.#rows.at(-1)?.at(-1)?.push(paragraph);
  }

  openTable(): void {
    this.#tableDepth += 1;
    if (this.#tableDepth === 1) this.#rows = [];
  }

  openRow(): void {
    if (this.#tableDepth === 1) this.#rows?.push([]);
  }

  openCell(): void {
    if (this.#tableDepth === 1) this.#rows?.at(-1)?.push([]);
  }

  closeTable(): void {
    this.#tableDepth -= 1;
    if (this.#tableDepth > 0 || this.#rows === null) return;
    this.#blocks.push({ kind: 'table', rows: this.#rows });
    this.#rows = null;
  }

  /** Something is left out on purpose. */
  cut(): void {
    this.#isCut = true;
  }

  /** Nothing more is taken. */
  get isFull(): boolean {
    return this.#paragraphs >= TEXT_LIMITS.paragraphs || this.#characters >= TEXT_LIMITS.characters;
  }

  countPicture(): void {
    this.#pictureCount += 1;
  }

  text(): WrittenText {
    return { blocks: this.#blocks, pictureCount: this.#pictureCount, isCut: this.#isCut };
  }
}
