import type { DomainContext } from '../../../main/engine/context.ts';
import { progressionHandlers } from '../../../main/engine/progression/handlers.ts';
import { timetableHandlers } from '../../../main/engine/timetable/handlers.ts';

const LESSONS_A_SEQUENCE = 20;
/** Eight hours a week: 200 lessons fit into a school year. */
const HOURS_A_WEEK = [480, 600].flatMap((fromMinute) =>
  [1, 2, 4, 5].map((weekday) => ({ weekday, fromMinute })),
);

export interface MadeProgression {
  readonly classGroupId: string;
  /** Its lessons in their order. */
  readonly lessonIds: readonly string[];
}

/** Makes the lessons of one class drafts, in sequences, one after the other on the hours of a timetable. */
export function makeProgression(context: DomainContext, classGroupId: string): MadeProgression {
  const { db } = context.store;
  db.prepare('UPDATE lesson SET is_published = 0 WHERE class_group_id = ?').run(classGroupId);
  for (const { weekday, fromMinute } of HOURS_A_WEEK)
    timetableHandlers.saveSlot(context, {
      ...{ classGroupId, weekday, fromMinute, toMinute: fromMinute + 55, weeks: 'every' },
      ...{ room: '', group: '', firstDay: null, lastDay: null },
    });
  const [board] = progressionHandlers.board(context, { classGroupId });
  const lessonIds = board?.lessons.map(({ id }) => id) ?? [];
  for (let from = 0; from < lessonIds.length; from += LESSONS_A_SEQUENCE) {
    const sequence = progressionHandlers.saveSequence(context, {
      ...{ title: `Séquence ${from}`, subject: 'Mathématiques', objectives: '', programme: '' },
      ...{ competencies: '', notes: '', expectedSessions: null },
    });
    for (const lessonId of lessonIds.slice(from, from + LESSONS_A_SEQUENCE))
      progressionHandlers.savePlan(context, {
        ...{ lessonId, sequenceId: sequence.id, minutes: 55, objectives: '' },
      });
  }
  progressionHandlers.arrange(context, { classGroupId, step: { kind: 'refit' } });
  return { classGroupId, lessonIds };
}
