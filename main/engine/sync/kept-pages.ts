import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import type { Page } from './pull.ts';

/** Characters of JSON that are put by for one decision: many times what a teacher's classes take. */
const KEPT_CHARACTERS = 512 * 1024 * 1024;

/**
 * Pages that are to be applied all at once, put by on disk until the last has come: their number is the ENT's.
 *
 * The table is this connection's alone, in no back-up, and gone when the database is closed or its process killed.
 */
export class KeptPages {
  readonly #db: Db;
  readonly #atMost: number;
  #count = 0;
  #characters = 0;

  constructor(db: Db, atMost = KEPT_CHARACTERS) {
    this.#db = db;
    this.#atMost = atMost;
    db.exec(
      'CREATE TEMP TABLE IF NOT EXISTS kept_page (number INTEGER PRIMARY KEY, page TEXT NOT NULL) STRICT',
    );
    this.drop();
  }

  /** @throws CartableError `ent/not-an-ent` when they are more than any ENT's */
  add(page: Page): void {
    const text = JSON.stringify(page);
    this.#characters += text.length;
    if (this.#characters > this.#atMost) throw new CartableError('ent/not-an-ent', {}, 'later');
    this.#db.prepare('INSERT INTO temp.kept_page (number, page) VALUES (?, ?)').run(this.#count, text);
    this.#count += 1;
  }

  /** In the order in which they came, one in memory at a time. */
  *[Symbol.iterator](): Generator<Page> {
    const read = this.#db.prepare('SELECT page FROM temp.kept_page WHERE number = ?').pluck();
    for (let number = 0; number < this.#count; number += 1)
      yield JSON.parse(read.get(number) as string) as Page;
  }

  drop(): void {
    this.#db.exec('DELETE FROM temp.kept_page');
    this.#count = 0;
    this.#characters = 0;
  }
}
