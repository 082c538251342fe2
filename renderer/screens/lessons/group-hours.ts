import type { LessonSummary, Session } from '../../../preload/contract/index.ts';

/**
 * Lessons as the calendar shows them: each with the group that has it at its hour, and once more at the hour of every other group of
 * its class.
 */
export function atGroupHours(
  lessons: readonly LessonSummary[],
  sessions: readonly Session[],
): LessonSummary[] {
  const ofLesson = Map.groupBy(
    sessions.filter(({ group }) => group !== ''),
    ({ lessonId }) => lessonId,
  );
  return lessons.flatMap((lesson) => {
    const hours = ofLesson.get(lesson.id) ?? [];
    // The groups first: where there is little room it is what tells one hour from the other.
    const named = (those: readonly Session[]) =>
      [...those.map(({ group }) => group), lesson.classGroupName].join(', ');
    const [own = [], others = []] = [true, false].map((isOwn) =>
      hours.filter((session) => isIn(lesson, session) === isOwn),
    );
    return [
      own.length === 0 ? lesson : { ...lesson, classGroupName: named(own) },
      // Two groups may have it at one hour, with two teachers: that is one card.
      ...[...Map.groupBy(others, ({ startsAt }) => startsAt)].map(([startsAt, those]) => ({
        ...lesson,
        startsAt,
        classGroupName: named(those),
      })),
    ];
  });
}

/** Whether a lesson begins in a session. */
export function isIn({ startsAt }: Pick<LessonSummary, 'startsAt'>, session: Session): boolean {
  return startsAt >= session.startsAt && startsAt < session.endsAt;
}
