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
    const own = hours.find((session) => isIn(lesson, session));
    // The group first: where there is little room it is what tells one hour from the other.
    const named = (group: string) => `${group}, ${lesson.classGroupName}`;
    return [
      own === undefined ? lesson : { ...lesson, classGroupName: named(own.group) },
      ...hours
        .filter((session) => session !== own)
        .map(({ startsAt, group }) => ({ ...lesson, startsAt, classGroupName: named(group) })),
    ];
  });
}

/** Whether a lesson begins in a session. */
export function isIn({ startsAt }: Pick<LessonSummary, 'startsAt'>, session: Session): boolean {
  return startsAt >= session.startsAt && startsAt < session.endsAt;
}
