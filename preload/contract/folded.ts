/** A text without accents and case. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** A text as it is searched: without accents or case, the ligature of « œuvre » undone. */
export function searched(text: string): string {
  return withoutAccents(text).replaceAll('œ', 'oe');
}

/** A word without accents, case, dots and doubled spaces: what two ways of typing it have in common. */
export function folded(word: string): string {
  return withoutAccents(word)
    .replaceAll(/[.\s]+/g, ' ')
    .trim();
}
