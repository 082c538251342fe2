/** Copies for which a sentence must have been typed before it is proposed. */
export const PROPOSED_FROM = 3;

/** Shorter ones (« Bien. ») are typed faster than they are looked for. */
const MIN_SENTENCE_LENGTH = 12;

/** A sentence as it is compared: without case, accents' spelling, or white space that does not show. */
export function foldSentence(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** The sentences of a comment, each with the sign that ends it. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length >= MIN_SENTENCE_LENGTH);
}

/** The text with {prénom} where the student's first name stands as a word of its own. */
export function withoutFirstName(text: string, firstName: string): string {
  if (firstName.trim() === '') return text;
  const name = firstName.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{M}-])${name}(?![\\p{L}\\p{M}-])`, 'gu'), '{prénom}');
}

export interface TypedComment {
  readonly text: string;
  readonly firstName: string;
}

/**
 * The sentences that were typed for `PROPOSED_FROM` copies or more, most typed first.
 *
 * `known` are folded sentences that are not to be proposed: the bank's own, and those that the teacher has refused.
 */
export function proposeSentences(
  comments: readonly TypedComment[],
  known: ReadonlySet<string>,
): { text: string; count: number }[] {
  const found = new Map<string, { text: string; count: number }>();
  for (const { text, firstName } of comments) {
    const sentences = sentencesOf(withoutFirstName(text, firstName));
    for (const [key, sentence] of new Map(sentences.map((one) => [foldSentence(one), one]))) {
      const one = found.get(key) ?? { text: sentence, count: 0 };
      found.set(key, { ...one, count: one.count + 1 });
    }
  }
  return [...found]
    .filter(([key, { count }]) => count >= PROPOSED_FROM && !known.has(key))
    .map(([, proposal]) => proposal)
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}
