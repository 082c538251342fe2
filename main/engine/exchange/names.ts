import { wordsOf } from '../watch/rules.ts';

/** Somebody who may be meant by a written name. */
export interface Named {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
}

/** Whom a written name means: one surely, some perhaps (the teacher is asked), or nobody. */
export type NameMatch =
  | { readonly match: 'sure'; readonly id: string }
  | { readonly match: 'doubtful'; readonly ids: readonly string[] }
  | { readonly match: 'none' };

interface Known {
  readonly id: string;
  readonly words: readonly string[];
  readonly whole: string;
  /** Words of the last name alone. */
  readonly lastWords: readonly string[];
}

/**
 * Finds students by the names that tables and file names write: capitals, accents, hyphens and the order of first and last
 * name make no difference.
 *
 * Sure is only the same words for one student. A name of which a part is missing or too much (a second first name, half
 * of a double name), a letter that differs, a last name alone that is only one student's, and namesakes are doubtful.
 */
export class NameFinder {
  readonly #known: readonly Known[];

  constructor(people: readonly Named[]) {
    this.#known = people.map(({ id, lastName, firstName }) => {
      const words = nameWords(`${lastName} ${firstName}`);
      return { id, words, whole: sortedText(words), lastWords: nameWords(lastName) };
    });
  }

  find(written: string): NameMatch {
    const words = nameWords(written);
    if (words.length === 0) return { match: 'none' };
    const whole = sortedText(words);
    const same = this.#known.filter((known) => known.whole === whole);
    if (same[0] !== undefined && same.length === 1) return { match: 'sure', id: same[0].id };
    const alike = same.length > 1 ? same : this.#known.filter((known) => isNear(known, words, whole));
    const near = alike.length > 0 ? alike : this.#byLastName(words);
    return near.length === 0 ? { match: 'none' } : { match: 'doubtful', ids: near.map(({ id }) => id) };
  }

  /** One student's last name that is no other's name: asked about, for another class may have the same. */
  #byLastName(words: readonly string[]): Known[] {
    const called = this.#known.filter((known) => isLastName(known, words));
    const [only] = called;
    if (only === undefined || called.length > 1) return [];
    const hasInitial = words.some((word) => !only.lastWords.includes(word));
    const isAnothers = (other: Known) => only.lastWords.every((word) => other.words.includes(word));
    return !hasInitial && this.#known.some((other) => other !== only && isAnothers(other)) ? [] : called;
  }
}

/** Whether words are a last name, alone or with initials of what stands beside it: `DUBOIS`, `DUBOIS L.` */
function isLastName({ lastWords, words: all }: Known, words: readonly string[]): boolean {
  const beside = words.filter((word) => !lastWords.includes(word));
  const firstWords = all.filter((word) => !lastWords.includes(word));
  return (
    lastWords.length > 0 &&
    lastWords.every((word) => words.includes(word)) &&
    beside.every((word) => word.length === 1 && firstWords.some((first) => first.startsWith(word)))
  );
}

/** A name's words, folded, ligatures undone: `Éloïse D'AUBIGNÉ-Lœb` gives eloise, d, aubigne, loeb. */
export function nameWords(name: string): readonly string[] {
  return wordsOf(name.normalize('NFKD').replaceAll(/œ/gi, 'oe').replaceAll(/æ/gi, 'ae'));
}

function sortedText(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

function isNear(known: Known, words: readonly string[], whole: string): boolean {
  // A first name alone means anybody.
  const namesFamily = known.lastWords.some((word) => words.includes(word));
  if (namesFamily && words.length > 1) {
    const isPart = (part: readonly string[], all: readonly string[]) =>
      part.every((word) => all.includes(word));
    if (isPart(words, known.words) || isPart(known.words, words)) return true;
  }
  return whole.length >= MIN_FUZZY_LENGTH && differsByOne(known.whole, whole);
}

/** Below it, one letter more or less is another name. */
const MIN_FUZZY_LENGTH = 8;

/** One letter more, less, or another one. */
function differsByOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const restOfShort = short.slice(long.length === short.length ? at + 1 : at);
  return restOfShort === long.slice(at + 1);
}
