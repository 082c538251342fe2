import { mergeLines } from './lines.ts';

/** What the contract and the ENT take of a text, in characters. */
const TEXT_MAX_LENGTH = 4000;

/**
 * Three-way merge of what is to be done: lines that both sides have changed are kept side by side (`mergeLines`).
 *
 * @returns null where that leaves no word, each side having taken away what the other one left, or more than fits: one of the two
 *   has to be chosen
 */
export function mergeHomeworkText(sides: Parameters<typeof mergeLines>[0]): string | null {
  const text = mergeLines(sides).trim();
  return text === '' || text.length > TEXT_MAX_LENGTH ? null : text;
}
