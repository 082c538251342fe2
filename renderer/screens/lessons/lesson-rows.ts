import type { LessonSummary } from '../../../preload/contract/index.ts';
import { toDateText, toWallTime } from './school-time.ts';

/** A line of the list: the head of a day, or a lesson. */
export type LessonRow =
  | { readonly kind: 'day'; readonly key: string; readonly atMs: number }
  | { readonly kind: 'lesson'; readonly key: string; readonly lesson: LessonSummary };

/** The lessons in order, each day under its head. */
export function layOutRows(lessons: readonly LessonSummary[]): LessonRow[] {
  const rows: LessonRow[] = [];
  let day = '';
  for (const lesson of lessons) {
    const ofLesson = toDateText(toWallTime(lesson.startsAt));
    if (ofLesson !== day) rows.push({ kind: 'day', key: ofLesson, atMs: lesson.startsAt });
    day = ofLesson;
    rows.push({ kind: 'lesson', key: lesson.id, lesson });
  }
  return rows;
}

/** The first line of today or later, which is where the list opens; the last one when all is past. */
export function rowOfToday(rows: readonly LessonRow[], now: number): number {
  const today = toDateText(toWallTime(now));
  const index = rows.findIndex((row) => row.kind === 'day' && row.key >= today);
  return index < 0 ? Math.max(0, rows.length - 1) : index;
}
