import type { LessonSummary, Session } from '../../../../preload/contract/index.ts';
import { toDateText, toWallTime } from '../school-time.ts';

/** Something of the class that homework can be due with. */
export interface DueChoice {
  readonly startsAt: number;
  /** The lesson that is prepared for it; null: none is. */
  readonly lessonTitle: string | null;
}

/** As many as are read at a glance: some weeks of most classes. */
const MOST_CHOICES = 8;

/** What comes after a lesson, by the timetable and by what is prepared, soonest first. Pure. */
export function dueChoices(
  afterMs: number,
  sessions: readonly Pick<Session, 'startsAt'>[],
  lessons: readonly Pick<LessonSummary, 'startsAt' | 'title'>[],
): DueChoice[] {
  const titles = new Map(lessons.map(({ startsAt, title }) => [startsAt, title]));
  const starts = new Set([...sessions.map(({ startsAt }) => startsAt), ...titles.keys()]);
  return [...starts]
    .filter((startsAt) => startsAt > afterMs)
    .sort((a, b) => a - b)
    .slice(0, MOST_CHOICES)
    .map((startsAt) => ({ startsAt, lessonTitle: titles.get(startsAt) ?? null }));
}

/**
 * The prepared lesson that homework is due with, whose moves its date follows: the last one of that day which has begun by then, or
 * else the first. The engine tells it in the same way (`dates-along.ts`). Null: there is none on that day.
 */
export function lessonDueWith(dueAt: number, choices: readonly DueChoice[]): DueChoice | null {
  const day = dayOf(dueAt);
  const ofDay = choices.filter(
    ({ startsAt, lessonTitle }) => lessonTitle !== null && dayOf(startsAt) === day,
  );
  return ofDay.findLast(({ startsAt }) => startsAt <= dueAt) ?? ofDay[0] ?? null;
}

function dayOf(ms: number): string {
  return toDateText(toWallTime(ms));
}
