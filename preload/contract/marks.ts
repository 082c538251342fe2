import type { GradeMark, GradeStanding } from './domain.ts';

/*
 * What follows from what in a mark. Here because the window shows a mark at once and the engine keeps it: they must agree.
 */

/** What a teacher changes of a mark; what is not named stays, but for what follows from the rest. */
export type MarkChange = { readonly [Field in keyof GradeMark]?: GradeMark[Field] | undefined };

export const NO_MARK: GradeMark = { pointsTimes100: null, standing: null, isCounted: true };

/** Standings that stand in the place of a grade. `late` stands beside one. */
const IN_PLACE_OF_GRADE: readonly GradeStanding[] = ['absent', 'exempt', 'not-handed-in'];

/**
 * The mark that a change makes of another.
 *
 * Absent, exempt and not handed in take the grade away: a missing grade is not a zero. A grade that is given after that
 * stands beside "absent" or "not handed in" (the teacher's zero); a student who has a grade is no longer exempt.
 * Without a grade, nothing can be left out of the average.
 */
export function settleMark(previous: GradeMark, change: MarkChange): GradeMark {
  const standing = change.standing === undefined ? previous.standing : change.standing;
  const isReplaced = change.standing != null && isInPlaceOfGrade(change.standing);
  const pointsTimes100 =
    change.pointsTimes100 === undefined
      ? isReplaced
        ? null
        : previous.pointsTimes100
      : change.pointsTimes100;
  const isCounted = change.isCounted ?? previous.isCounted;
  if (pointsTimes100 === null) return { pointsTimes100, standing, isCounted: true };
  return { pointsTimes100, standing: standing === 'exempt' ? null : standing, isCounted };
}

/** Whether nothing more is to be done for a copy: it has a grade, or what stands in its place. */
export function isSettled({ pointsTimes100, standing }: GradeMark): boolean {
  return pointsTimes100 !== null || (standing !== null && isInPlaceOfGrade(standing));
}

/** Whether there is nothing to keep. */
export function isEmptyMark({ pointsTimes100, standing }: GradeMark): boolean {
  return pointsTimes100 === null && standing === null;
}

/** Whether two marks say the same. */
export function isSameMark(a: GradeMark, b: GradeMark): boolean {
  return a.pointsTimes100 === b.pointsTimes100 && a.standing === b.standing && a.isCounted === b.isCounted;
}

function isInPlaceOfGrade(standing: GradeStanding): boolean {
  return IN_PLACE_OF_GRADE.includes(standing);
}
