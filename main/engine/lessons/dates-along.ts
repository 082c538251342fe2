import type { DateAlong } from '../../../preload/contract/progression.ts';
import { readTeacherBlock } from '../../../preload/contract/teacher-blocks.ts';
import { type CivilDate, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import type { DomainContext } from '../context.ts';
import { readLivingBody, writeLesson } from './lesson-edits.ts';
import { recordHomework } from './lesson-parts.ts';
import { type HomeworkRow, readHomework, readHomeworkDue, readLesson, readLessons } from './repository.ts';
import { movedAlong, withDateOf } from './teacher-blocks.ts';

/** A lesson that gets another date. */
export interface LessonMove {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/**
 * What goes along with lessons of a class that move: the dates of their corrections, their publication at a date of its own, and
 * homework that is due with one of them. What would be past by that stays as it is. Nothing is written.
 */
export function datesAlong(
  context: DomainContext,
  { classGroupId, moves }: { classGroupId: string; moves: readonly LessonMove[] },
): DateAlong[] {
  if (moves.length === 0) return [];
  const now = context.clock.now();
  return [
    ...moves.flatMap((move) => datesWithin(context, move)),
    ...homeworkAlong(context, classGroupId, moves),
  ].filter(({ from, to }) => from !== to && to > now);
}

function datesWithin(context: DomainContext, move: LessonMove): DateAlong[] {
  const { id: lessonId } = move;
  const { blocks, publish_at: publishAt = null, starts_at: startsAt } = readLivingBody(context, lessonId);
  const corrections = blocks.flatMap((block): DateAlong[] => {
    const at = readTeacherBlock(block)?.at ?? null;
    if (at === null) return [];
    return [{ kind: 'correction', lessonId, id: block.id, from: at, to: movedAlong(at, move) }];
  });
  // A lesson that is published at its own hour takes that along by itself.
  if (publishAt === null || publishAt === startsAt) return corrections;
  const to = movedAlong(publishAt, move);
  return [...corrections, { kind: 'publication', lessonId, id: lessonId, from: publishAt, to }];
}

function homeworkAlong(
  { store: { db } }: DomainContext,
  classGroupId: string,
  moves: readonly LessonMove[],
): DateAlong[] {
  const starts = moves.map(({ from }) => from);
  const span = { fromMs: Math.min(...starts) - DAY_MS, toMs: Math.max(...starts) + DAY_MS, classGroupId };
  const lessonsByDay = Map.groupBy(readLessons(db, span), ({ startsAt }) => dayOf(startsAt));
  const moveOf = new Map(moves.map((move) => [move.id, move]));
  return readHomeworkDue(db, span).flatMap((homework): DateAlong[] => {
    const { id, dueAt: from, lessonId: giverId } = homework;
    const ofDay = lessonsByDay.get(dayOf(from)) ?? [];
    const due = ofDay.findLast(({ startsAt }) => startsAt <= from) ?? ofDay[0];
    const move = moveOf.get(due?.id ?? '');
    if (move === undefined) return [];
    const to = movedAlong(from, move);
    const given = moveOf.get(giverId ?? '')?.to ?? readLesson(db, giverId ?? '')?.startsAt ?? to;
    // Nothing is due before it is given.
    return to < given ? [] : [{ kind: 'homework', lessonId: move.id, id, from, to }];
  });
}

/**
 * Gives dates that go along. One that is no longer as it was (`from`) is somebody's decision since, and stays.
 *
 * @returns what undo wants
 */
export function setDatesAlong(context: DomainContext, dates: readonly DateAlong[]): DateAlong[] {
  return dates
    .filter((date) => setDate(context, date))
    .map(({ from, to, ...date }) => ({ ...date, from: to, to: from }));
}

function setDate(context: DomainContext, date: DateAlong): boolean {
  const { db } = context.store;
  if (date.kind === 'homework') return setDueDate(context, readHomework(db, date.id), date);
  if (readLesson(db, date.lessonId)?.removedAt !== null) return false;
  const body = readLivingBody(context, date.lessonId);
  if (date.kind === 'publication') {
    if (body.publish_at !== date.from) return false;
    writeLesson(context, date.lessonId, { ...body, publish_at: date.to });
    return true;
  }
  const block = body.blocks.find(({ id }) => id === date.id);
  if (block === undefined || readTeacherBlock(block)?.at !== date.from) return false;
  const blocks = body.blocks.map((one) => (one === block ? withDateOf(one, date.to) : one));
  writeLesson(context, date.lessonId, { ...body, blocks });
  return true;
}

function setDueDate(
  context: DomainContext,
  homework: HomeworkRow | undefined,
  { from, to }: DateAlong,
): boolean {
  if (homework === undefined || homework.removedAt !== null || homework.dueAt !== from) return false;
  context.store.db
    .prepare('UPDATE homework SET due_at = ?, updated_at = ? WHERE id = ?')
    .run(to, context.clock.now(), homework.id);
  recordHomework(context, { ...homework, dueAt: to });
  return true;
}

function dayOf(ms: number): CivilDate {
  return wallTimeOf(ms, SCHOOL_CLOCK).date;
}
