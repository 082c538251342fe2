import { type Named, NameFinder, type NameMatch, nameWords } from './names.ts';

/** What sets the parts of a file's name apart: a hyphen alone does not, it is in names. */
const BETWEEN = /[_/\\.,;()[\]\d]+|\s+[-–—]\s+/u;

/** A name has at most so many parts where each word is one of its own: `D_AUBIGNE_Jean_Paul`. */
const MOST_PARTS = 5;

/**
 * Finds whom a path names, among folders, titles and numbers: `DUPONT Jean - DM 3.pdf`, `2de4/Zoé_Martin/photo 1.jpg`.
 *
 * Sure is only a part (or neighbouring parts) that holds one student's words and no others; see `NameFinder`.
 */
export class NameInPath {
  readonly #finder: NameFinder;
  readonly #common: ReadonlySet<string>;

  /** @param common words that name nobody in these paths, and are passed over */
  constructor(people: readonly Named[], common: ReadonlySet<string>) {
    this.#finder = new NameFinder(people);
    this.#common = common;
  }

  find(path: string): NameMatch {
    const parts = path
      .split(BETWEEN)
      .map((part) =>
        nameWords(part)
          .filter((word) => !this.#common.has(word))
          .join(' '),
      )
      .filter((part) => part !== '');
    const sure = new Set<string>();
    const near = new Set<string>();
    for (let from = 0; from < parts.length; from += 1)
      for (let to = from + 1; to <= Math.min(parts.length, from + MOST_PARTS); to += 1) {
        const found = this.#finder.find(parts.slice(from, to).join(' '));
        if (found.match === 'sure') sure.add(found.id);
        if (found.match === 'doubtful') for (const id of found.ids) near.add(id);
      }
    const [only] = sure;
    if (only !== undefined && sure.size === 1) return { match: 'sure', id: only };
    const ids = [...(sure.size > 1 ? sure : near)];
    return ids.length === 0 ? { match: 'none' } : { match: 'doubtful', ids };
  }
}
