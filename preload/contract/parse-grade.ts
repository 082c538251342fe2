/**
 * Reads a grade as teachers type it: « 14,5 », "14.5", « 14,5/20 » or « 14 ».
 *
 * Answers hundredths of a point, or null for anything that is not a number with at most two decimals: a
 * third decimal is refused rather than rounded, for the teacher must know what is kept. The range is not
 * checked here.
 */
export function parseGrade(text: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{0,2}))?(?:\s*\/\s*\d{1,4}(?:[.,]\d{0,2})?)?$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '', decimals = ''] = match;
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** Why a text that `parseGrade` does not read is none: a number all the same, but finer than hundredths, or no number. */
export function whyNoGrade(text: string): 'not-a-number' | 'too-precise' {
  const decimals = /^\d{1,4}[.,](\d+)(?:\s*\/\s*\d{1,4}(?:[.,]\d{0,2})?)?$/.exec(text.trim())?.[1] ?? '';
  return decimals.length > 2 ? 'too-precise' : 'not-a-number';
}
