import type { Found } from '../../../preload/contract/search.ts';

/** More words than anyone types to find something. */
const MOST_WORDS = 12;

/** Around a found word, in the answer of FTS5's `snippet`: control characters that no text of ours holds. */
export const FOUND_BEGINS = '\u0002';
export const FOUND_ENDS = '\u0003';

/**
 * A text as FTS5 searches it: every word, or what begins so; null when there is nothing to search.
 *
 * A single letter is a word of its own (« 1re S »), for as the beginning of words it would find everything; alone it finds
 * nothing. Ligatures, which FTS5 takes for letters, are looked for both ways: `oeuvre` finds « œuvre ».
 *
 * Syntax: https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function fullTextQuery(text: string): string | null {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (!words.some((word) => word.length > 1)) return null;
  const terms = words.slice(0, MOST_WORDS).map((word) => {
    const spelled = word.replaceAll('œ', 'oe').replaceAll('æ', 'ae');
    const joined = spelled.replaceAll('oe', 'œ').replaceAll('ae', 'æ');
    const ways = [...new Set([word, spelled, joined])];
    return `(${ways.map((way) => (way.length > 1 ? `"${way}"*` : `"${way}"`)).join(' OR ')})`;
  });
  return terms.join(' AND ');
}

/** FTS5's answer in parts: what was found, and what is around it. Empty when nothing of it was found. */
export function excerptOf(snippet: string): Found['excerpt'] {
  const [before = '', ...parts] = snippet.replaceAll(/\s+/g, ' ').split(FOUND_BEGINS);
  if (parts.length === 0) return [];
  const cut = parts.flatMap((part) => {
    const [text = '', after = ''] = part.split(FOUND_ENDS);
    return [
      { text, isFound: true },
      { text: after, isFound: false },
    ];
  });
  return [{ text: before, isFound: false }, ...cut].filter(({ text }) => text !== '');
}
