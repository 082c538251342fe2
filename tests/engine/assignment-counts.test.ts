import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAssignments } from '../../main/engine/grading/repository.ts';
import { assignmentCounts } from '../../main/engine/store/migrations/0220-assignment-counts.ts';
import type { Db } from '../../main/engine/store/store.ts';
import { openDomainWorkspace } from './domain-workspace.ts';

/** What the counts are, counted one by one. */
const COUNTED = `
  SELECT assignment.id, COUNT(student.id) AS submissionCount,
    COALESCE(SUM(student.id IS NOT NULL AND (points_x100 IS NOT NULL
      OR COALESCE(standing IN ('absent', 'exempt', 'not-handed-in'), FALSE))), 0) AS gradedCount
  FROM assignment LEFT JOIN submission ON assignment_id = assignment.id AND (status <> 'missing' OR EXISTS (
    SELECT 1 FROM collected_file WHERE submission_id = submission.id AND removed_at IS NULL))
    LEFT JOIN student ON student.id = student_id LEFT JOIN grade ON grade.submission_id = submission.id
  GROUP BY assignment.id ORDER BY assignment.id`;

const few = (letter: string) => fc.integer({ min: 0, max: 3 }).map((number) => `${letter}${number}`);
const status = fc.constantFrom('submitted', 'late', 'missing');
const points = fc.option(fc.integer({ min: 0, max: 2000 }));
const standing = fc.constantFrom('absent', 'exempt', 'not-handed-in', 'late', null);

/** What sync, the teacher and an undo do to the rows. */
const write = fc.oneof(
  fc.tuple(fc.constant('submission'), few('c'), few('a'), few('s'), status),
  fc.tuple(fc.constant('grade'), few('c'), points, standing),
  fc.tuple(fc.constant('student'), few('s')),
  fc.tuple(fc.constant('file'), few('f'), few('c'), fc.constantFrom(null, 1)),
  fc.tuple(fc.constant('no file'), few('f')),
  fc.tuple(fc.constantFrom('no submission', 'no grade'), few('c')),
  fc.tuple(fc.constant('no student'), few('s')),
);

const STATEMENTS: Record<string, string> = {
  submission: `INSERT INTO submission (id, assignment_id, student_id, status, text) VALUES (?, ?, ?, ?, '') ON CONFLICT (id)
    DO UPDATE SET assignment_id = excluded.assignment_id, student_id = excluded.student_id, status = excluded.status`,
  grade: `INSERT INTO grade (submission_id, points_x100, standing, updated_at) VALUES (?, ?, ?, 0) ON CONFLICT (submission_id)
    DO UPDATE SET points_x100 = excluded.points_x100, standing = excluded.standing`,
  student: `INSERT INTO student (id, first_name, last_name) VALUES (?, 'Zoé', 'Garnier') ON CONFLICT (id)
    DO UPDATE SET first_name = excluded.first_name`,
  file: `INSERT INTO collected_file (id, submission_id, document_id, name, sha256, bytes, media_type, added_at, removed_at)
    VALUES (?, ?, 'd', '', 'b', 1, '', 0, ?) ON CONFLICT (id)
    DO UPDATE SET submission_id = excluded.submission_id, removed_at = excluded.removed_at`,
  'no file': 'DELETE FROM collected_file WHERE id = ?',
  'no submission': 'DELETE FROM submission WHERE id = ?',
  'no grade': 'DELETE FROM grade WHERE submission_id = ?',
  'no student': 'DELETE FROM student WHERE id = ?',
};

function obey(db: Db, [kind, ...values]: readonly [string, ...unknown[]]): void {
  // A mark that says nothing is no row: the table refuses it.
  if (kind === 'grade' && values[1] === null && values[2] === null) return;
  db.prepare(STATEMENTS[kind] ?? '').run(...values);
}

const told = (db: Db) =>
  readAssignments(db, undefined)
    .map(({ id, submissionCount, gradedCount, toGradeCount }) => {
      expect(toGradeCount).toBe(submissionCount - gradedCount);
      return { id, submissionCount, gradedCount };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));

test('whatever is written, in whatever order, an assignment tells how many copies were handed in and graded', async () => {
  const { store } = await openDomainWorkspace();
  const { db } = store;
  for (const id of ['a0', 'a1', 'a2', 'a3'])
    db.prepare(
      "INSERT INTO assignment (id, class_group_id, title, instructions, max_x100, coefficient_x100) VALUES (?, 'g', '', '', 2000, 100)",
    ).run(id);
  db.exec(`INSERT INTO blob (sha256, bytes, media_type, created_at) VALUES ('b', 1, '', 0);
    INSERT INTO document (id, name, original_sha256, original_name, sent_sha256, outcome, preset, added_at)
      VALUES ('d', '', 'b', '', 'b', 'kept', 'document', 0);`);
  const empty = () => {
    for (const table of ['collected_file', 'grade', 'submission', 'student'])
      db.prepare(`DELETE FROM ${table}`).run();
  };
  fc.assert(
    fc
      .property(fc.array(write, { minLength: 1, maxLength: 40 }), (writes) => {
        db.transaction(() => {
          for (const one of writes) obey(db, one as never);
        })();
        expect(told(db)).toEqual(db.prepare(COUNTED).all());
      })
      .afterEach(empty),
    { numRuns: 120 },
  );
});

test('what is there when the counts come is counted', async () => {
  const { store } = await openDomainWorkspace();
  const { db } = store;
  db.exec(`
    INSERT INTO assignment (id, class_group_id, title, instructions, max_x100, coefficient_x100)
      VALUES ('a0', 'g', '', '', 2000, 100);
    INSERT INTO student (id, first_name, last_name) VALUES ('s0', '', ''), ('s1', '', ''), ('s2', '', '');
    INSERT INTO submission (id, assignment_id, student_id, status, text) VALUES ('c0', 'a0', 's0', 'late', ''),
      ('c1', 'a0', 's1', 'submitted', ''), ('c2', 'a0', 's2', 'missing', ''), ('c3', 'a0', 'unknown', 'submitted', '');
    INSERT INTO grade (submission_id, points_x100, standing, updated_at) VALUES ('c0', NULL, 'absent', 0), ('c1', NULL, 'late', 0);
    DROP INDEX submission_by_student;
    DROP TABLE assignment_count;`);
  for (const name of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all())
    db.exec(`DROP TRIGGER ${name}`);
  // A migration is given the bare connection.
  assignmentCounts.up(db as unknown as Database);
  expect(told(db)).toEqual([{ id: 'a0', submissionCount: 2, gradedCount: 1 }]);
  expect(told(db)).toEqual(db.prepare(COUNTED).all());
});
