import type { GradeStanding } from './domain.ts';
import type { MarkChange } from './marks.ts';
import { parseGrade } from './parse-grade.ts';

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

/**
 * Reads a mark as teachers type it: « 14,5 », « abs », « 0 nr », « 12 ret », « (9) » for a grade that does not count.
 *
 * Nothing at all removes everything. A number alone says nothing of what stands beside it. Null for anything else; the
 * range is not checked here.
 */
export function parseMark(text: string): MarkChange | null {
  const trimmed = text.trim();
  if (trimmed === '') return { pointsTimes100: null, standing: null };
  const [, bracketed, plain, word = ''] = /^(?:\(([^()]*)\)|([\d.,/\s]*))\s*([^\d()]*)$/.exec(trimmed) ?? [];
  const number = (bracketed ?? plain ?? '').trim();
  const standing = word === '' ? undefined : STANDING_OF.get(folded(word));
  if (word !== '' && standing === undefined) return null;
  if (number === '') return standing === undefined ? null : { standing };
  const pointsTimes100 = parseGrade(number);
  if (pointsTimes100 === null) return null;
  const isCounted = bracketed === undefined;
  return { pointsTimes100, isCounted, ...(standing === undefined ? {} : { standing }) };
}

function folded(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[.\s]+/g, ' ')
    .trim();
}
