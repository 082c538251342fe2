import type { LessonPlan, Sequence, SequenceFields } from '../../../preload/contract/progression.ts';
import type { Db } from '../store/store.ts';

const SEQUENCES = `
  SELECT id, title, subject, objectives, programme, competencies, notes, expected_sessions AS expectedSessions
  FROM sequence`;

/** The living sequences, by subject and title. */
export function readSequences(db: Db): Sequence[] {
  return db.prepare(`${SEQUENCES} WHERE removed_at IS NULL ORDER BY subject, title, id`).all() as Sequence[];
}

/** A living sequence. */
export function readSequence(db: Db, id: string): Sequence | undefined {
  return db.prepare(`${SEQUENCES} WHERE id = ? AND removed_at IS NULL`).get(id) as Sequence | undefined;
}

export function writeSequence(db: Db, id: string, fields: SequenceFields, now: number): void {
  db.prepare(
    `INSERT INTO sequence (id, title, subject, objectives, programme, competencies, notes, expected_sessions, updated_at)
     VALUES (@id, @title, @subject, @objectives, @programme, @competencies, @notes, @expectedSessions, @now)
     ON CONFLICT (id) DO UPDATE SET title = @title, subject = @subject, objectives = @objectives,
       programme = @programme, competencies = @competencies, notes = @notes,
       expected_sessions = @expectedSessions, updated_at = @now`,
  ).run({ ...fields, id, now });
}

/** Marks a sequence as removed, or with null as there again; false where it never was. */
export function markRemoved(db: Db, id: string, removedAt: number | null): boolean {
  return db.prepare('UPDATE sequence SET removed_at = ? WHERE id = ?').run(removedAt, id).changes > 0;
}

/** The sequences that each class was given, in their order; removed ones too. */
export function readOrders(db: Db): Map<string, string[]> {
  const rows = db
    .prepare(
      `SELECT class_group_id AS classGroupId, sequence_id AS sequenceId FROM class_sequence
       ORDER BY class_group_id, place, sequence_id`,
    )
    .all() as { classGroupId: string; sequenceId: string }[];
  const orders = Map.groupBy(rows, ({ classGroupId }) => classGroupId);
  return new Map([...orders].map(([id, ofClass]) => [id, ofClass.map(({ sequenceId }) => sequenceId)]));
}

/** Writes the order of a class's sequences, whole. */
export function writeOrder(db: Db, classGroupId: string, sequenceIds: readonly string[]): void {
  db.prepare('DELETE FROM class_sequence WHERE class_group_id = ?').run(classGroupId);
  const insert = db.prepare(
    'INSERT INTO class_sequence (class_group_id, sequence_id, place) VALUES (?, ?, ?)',
  );
  for (const [place, sequenceId] of sequenceIds.entries()) insert.run(classGroupId, sequenceId, place);
}

const PLANS = `
  SELECT lesson_id AS lessonId, sequence.id AS sequenceId, minutes, lesson_plan.objectives
  FROM lesson_plan LEFT JOIN sequence ON sequence.id = sequence_id AND sequence.removed_at IS NULL`;

export type PlanRow = LessonPlan & { readonly lessonId: string };

/** What is planned of each lesson that has a plan. A sequence that was removed is none. */
export function readPlans(db: Db): PlanRow[] {
  return db.prepare(PLANS).all() as PlanRow[];
}

export function readPlan(db: Db, lessonId: string): LessonPlan {
  const row = db.prepare(`${PLANS} WHERE lesson_id = ?`).get(lessonId) as PlanRow | undefined;
  const { sequenceId = null, minutes = null, objectives = '' } = row ?? {};
  return { sequenceId, minutes, objectives };
}

export function writePlan(db: Db, lessonId: string, plan: LessonPlan): void {
  db.prepare(
    `INSERT INTO lesson_plan (lesson_id, sequence_id, minutes, objectives)
     VALUES (@lessonId, @sequenceId, @minutes, @objectives)
     ON CONFLICT (lesson_id) DO UPDATE SET sequence_id = @sequenceId, minutes = @minutes, objectives = @objectives`,
  ).run({ ...plan, lessonId });
}
