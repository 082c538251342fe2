import type { GradeStanding, GradingRules, Scale } from './domain.ts';
import { folded } from './folded.ts';
import type { MarkChange } from './marks.ts';
import { parseGrade, whyNoGrade } from './parse-grade.ts';
import { PLAIN_RULES, parseLevel } from './scales.ts';

/**
 * What teachers type beside a grade or in its place, in both languages at once: a word is never two standings.
 *
 * The first two of each are what the screens write.
 */
const WORDS: Readonly<Record<GradeStanding, readonly string[]>> = {
  absent: ['abs', 'absent', 'absente', 'a'],
  exempt: ['disp', 'exempt', 'dispense', 'dispensee', 'exc', 'excused', 'd', 'e'],
  'not-handed-in': ['nr', 'non rendu', 'n rdu', 'n rendu', 'not handed in', 'n'],
  late: ['ret', 'late', 'retard', 'en retard', 'r', 'l'],
};

const STANDING_OF = new Map(
  Object.entries(WORDS).flatMap(([standing, words]) =>
    words.map((word) => [word, standing as GradeStanding] as const),
  ),
);

/** Of an assignment's rules, what a typed mark is read by. */
export type ReadRules = Pick<GradingRules, 'scale' | 'isCounted'>;

/**
 * Reads a mark as teachers type it: « 14,5 », « abs », « 0 nr », « 12 ret », « (9) » for a grade that does not count.
 *
 * On a scale also a level, alone or with the same beside it: « B », « (TBM) », « C ret ». A level is taken before a standing
 * that is called the same (« a »). Nothing at all removes everything. A number alone says nothing of what stands beside it.
 * Null for anything else; the range is not checked here.
 * @param rules whether a grade without brackets counts, and the scale
 */
export function parseMark(text: string, rules: ReadRules = PLAIN_RULES): MarkChange | null {
  const trimmed = text.trim();
  if (trimmed === '') return { pointsTimes100: null, standing: null };
  const level = rules.scale === null ? null : parseLevelMark(trimmed, rules.scale, rules.isCounted);
  if (level !== null) return level;
  const [, bracketed, plain, word = ''] = /^(?:\(([^()]*)\)|([\d.,/\s]*))\s*([^\d()]*)$/.exec(trimmed) ?? [];
  const number = (bracketed ?? plain ?? '').trim();
  const standing = word === '' ? undefined : STANDING_OF.get(folded(word));
  if (word !== '' && standing === undefined) return null;
  if (number === '') return standing === undefined ? null : { standing };
  const pointsTimes100 = parseGrade(number);
  if (pointsTimes100 === null) return null;
  const isCounted = bracketed === undefined && rules.isCounted;
  return { pointsTimes100, isCounted, ...(standing === undefined ? {} : { standing }) };
}

/** Why a text that `parseMark` does not read is no mark; on a scale, what is no number is no level. */
export function whyNoMark(text: string, { scale }: ReadRules): 'not-a-number' | 'too-precise' | 'no-level' {
  const why = whyNoGrade(text);
  return why === 'not-a-number' && scale !== null ? 'no-level' : why;
}

/** Whether a text says another maximum than the assignment's: « 8/10 » out of 20 is neither 8 nor, unasked, 16. */
export function isOutOfOther(
  text: string,
  { maxTimes100, scale }: { readonly maxTimes100: number } & Pick<ReadRules, 'scale'>,
): boolean {
  const trimmed = text.trim();
  // A level may be called « 2/4 ».
  if (scale !== null && parseLevelMark(trimmed, scale, true) !== null) return false;
  const outOf = /^\(?\s*[\d.,]+\s*\/\s*([\d.,]+)/.exec(trimmed)?.[1];
  return outOf !== undefined && parseGrade(outOf) !== maxTimes100;
}

function parseLevelMark(text: string, scale: Scale, counts: boolean): MarkChange | null {
  const [, before = '', last = ''] = /^(.*\S)\s+(\S+)$/.exec(text) ?? [];
  for (const [name, word] of [
    [text, ''],
    [before, last],
  ] as const) {
    const standing = word === '' ? undefined : STANDING_OF.get(folded(word));
    if (word !== '' && standing === undefined) continue;
    const bracketed = /^\((.*)\)$/.exec(name)?.[1];
    const level = parseLevel(scale, bracketed ?? name);
    if (level === null) continue;
    const isCounted = bracketed === undefined && counts;
    return {
      pointsTimes100: level.pointsTimes100,
      isCounted,
      ...(standing === undefined ? {} : { standing }),
    };
  }
  return null;
}
