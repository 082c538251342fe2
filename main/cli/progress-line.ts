import { basename } from 'node:path';
import type { CliWords } from './words/en.ts';

/** How far a long command has come: one line of a terminal, written over; nothing where stderr goes elsewhere. */
export class ProgressLine {
  readonly #total: number;
  readonly #words: CliWords;
  #done = 0;

  constructor(total: number, words: CliWords) {
    this.#total = total;
    this.#words = words;
  }

  /** One more is done. */
  advance(file: string): void {
    this.#done += 1;
    this.#write(this.#words.optimise.progress(this.#done, this.#total, basename(file)));
  }

  /** Leaves an empty line, for what is told in the end. */
  clear(): void {
    this.#write('');
  }

  #write(text: string): void {
    const { columns, isTTY } = process.stderr;
    // Control characters in a name would move the cursor.
    const line = [...text.replace(/\p{Cc}/gu, '?')].slice(0, (columns || 80) - 1).join('');
    if (isTTY) process.stderr.write(`\r\x1b[K${line}`);
  }
}
