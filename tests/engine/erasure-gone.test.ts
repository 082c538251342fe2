import { expect, test } from 'vitest';
import type { WebEdit } from '../../main/reference-ent/server.ts';
import { filesWith } from './files-with.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

/** Erasing what is left here of copies and students that the ENT has removed. */

const ELODIE = { first_name: 'Élodie', last_name: 'Zyrkhovsky' };
const STUDENT = { kind: 'student', studentId: 'student-1' } as const;
const DAY_MS = 86_400_000;

/** A class of three, all marked and told something, with nothing that waits. */
async function markedClass(): Promise<SyncedClass> {
  const school = await openSyncedClass(3, {
    studentOf: (number) => (number === 1 ? ELODIE : { first_name: 'Prénom', last_name: `Nom ${number}` }),
  });
  const { engine, submissionIds, document } = school;
  const { grading, sync } = engine.client;
  for (const [index, submissionId] of submissionIds.entries()) {
    await grading.saveGrade({ submissionId, pointsTimes100: 1000 + index });
    const text = index === 0 ? 'Élodie Zyrkhovsky progresse.' : 'Bien.';
    await grading.saveComment({ submissionId, text });
  }
  const path = await document('corrige-zyrkhovsky.txt', 'Zyrkhovsky, votre copie.');
  await grading.attachFeedback({ submissionId: submissionIds[0] ?? '', path });
  await sync.start();
  return school;
}

const removed = (entity: WebEdit['entity'], id: string): WebEdit => ({ entity, id, body: null });

/** How many rows each table still has of what is named so. */
function left({ engine }: SyncedClass, submissionId: string): Record<string, unknown> {
  const { db } = engine.workspaces.current().store;
  const count = (rows: string) => db.prepare(`SELECT COUNT(*) FROM ${rows} = ?`).pluck().get(submissionId);
  return {
    gone: count('gone_submission WHERE id'),
    grades: count('grade WHERE submission_id'),
    comments: count('comment WHERE submission_id'),
    feedback: count('feedback WHERE submission_id'),
    agreed: count("synced_copy WHERE json_extract(body, '$.submission_id')"),
  };
}

const NOTHING = { gone: 0, grades: 0, comments: 0, feedback: 0, agreed: 0 };
const EVERYTHING = { gone: 1, grades: 1, comments: 1, feedback: 1, agreed: 3 };

test('of an erased student nothing is left of a copy that the ENT had removed either', async () => {
  const school = await markedClass();
  const { engine, ent } = school;
  const { erasure, sync, grading } = engine.client;
  ent.editOnTheWeb([removed('submission', 'submission-1')]);
  await sync.start();
  expect(left(school, 'submission-1')).toEqual(EVERYTHING);
  const { counts, confirmation } = await erasure.preview(STUDENT);
  expect(counts).toMatchObject({
    students: 1,
    submissions: 1,
    grades: 1,
    comments: 1,
    files: 1,
    documents: 1,
  });
  const erased = await erasure.erase({ subject: STUDENT, confirmation });
  expect(erased).toMatchObject({ counts, mentionCount: 0 });
  expect(left(school, 'submission-1')).toEqual(NOTHING);
  expect(filesWith(engine.workspaces.current().directory, 'zyrkhovsky')).toEqual([]);
  expect((await grading.submission({ submissionId: 'submission-2' })).pointsTimes100).toBe(1001);
});

test.each([
  ['before their copy', ['student', 'submission']],
  ['after their copy', ['submission', 'student']],
  ['and whose copy stays', ['student']],
] as const)(
  'a student whom the ENT removed %s is still named, as gone, and erased whole',
  async (_when, order) => {
    const school = await markedClass();
    const { engine, ent } = school;
    const { erasure, sync } = engine.client;
    for (const entity of order) {
      ent.editOnTheWeb([removed(entity, `${entity}-1`)]);
      await sync.start();
    }
    const students = await erasure.students();
    expect(students.map(({ id, isGone }) => [id, isGone])).toEqual([
      ['student-2', false],
      ['student-3', false],
      ['student-1', true],
    ]);
    const { counts, confirmation } = await erasure.preview(STUDENT);
    expect(confirmation).toBe('Zyrkhovsky Élodie');
    expect(counts).toMatchObject({ students: 1, submissions: 1, grades: 1, comments: 1 });
    await erasure.erase({ subject: STUDENT, confirmation });
    expect(left(school, 'submission-1')).toEqual(NOTHING);
    expect(filesWith(engine.workspaces.current().directory, 'zyrkhovsky')).toEqual([]);
    expect((await erasure.students()).map(({ id }) => id)).toEqual(['student-2', 'student-3']);
    await expect(erasure.preview(STUDENT)).rejects.toMatchObject({ code: 'store/not-found' });
  },
);

test('of a removed student of whom nothing else is here no name is kept', async () => {
  const { engine, ent } = await openSyncedClass(1);
  const body = { ...ELODIE, class_group_ids: ['class-1'] };
  ent.editOnTheWeb([{ entity: 'student', id: 'student-new', body }]);
  await engine.client.sync.start();
  ent.editOnTheWeb([removed('student', 'student-new')]);
  await engine.client.sync.start();
  expect((await engine.client.erasure.students()).map(({ id }) => id)).toEqual(['student-1']);
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT COUNT(*) FROM gone_student').pluck().get()).toBe(0);
});

test('a copy and a student whom the ENT has again are gone no more, and have their marks', async () => {
  const school = await markedClass();
  const { engine, ent } = school;
  const { erasure, sync, grading } = engine.client;
  ent.editOnTheWeb([removed('submission', 'submission-1'), removed('student', 'student-1')]);
  await sync.start();
  const copy = { assignment_id: 'assignment-1', student_id: 'student-1', status: 'submitted' };
  ent.editOnTheWeb([
    { entity: 'student', id: 'student-1', body: { ...ELODIE, class_group_ids: ['class-1'] } },
    { entity: 'submission', id: 'submission-1', body: { ...copy, submitted_at: 1, text: '', files: [] } },
  ]);
  await sync.start();
  expect((await erasure.students()).filter(({ isGone }) => isGone)).toEqual([]);
  expect(left(school, 'submission-1')).toEqual({ ...EVERYTHING, gone: 0 });
  expect((await grading.submission({ submissionId: 'submission-1' })).pointsTimes100).toBe(1000);
});

/** Two assignments, one of an earlier year: of each a copy was marked, and removed by the ENT with its student. */
async function removedOfTwoYears(alsoRemoved: readonly WebEdit[] = []) {
  const school = await markedClass();
  const { engine, ent } = school;
  const { db } = engine.workspaces.current().store;
  const now = engine.workspaces.current().domain.clock.now();
  const before = now - 500 * DAY_MS;
  const assignment = { class_group_id: 'class-1', period_id: null, instructions: '', max_x100: 2000 };
  const copy = { status: 'submitted', submitted_at: before, text: '', files: [] };
  ent.editOnTheWeb([
    ...[['assignment-1', 'Devoir', now] as const, ['assignment-old', 'Ancien devoir', before] as const].map(
      ([id, title, due_at]) => ({
        ...{ entity: 'assignment' as const, id },
        body: { ...assignment, title, coefficient_x100: 100, due_at },
      }),
    ),
    {
      entity: 'student',
      id: 'student-old',
      body: { first_name: 'Zoé', last_name: 'Ancienne', class_group_ids: ['class-1'] },
    },
    {
      ...{ entity: 'submission', id: 'submission-old' },
      body: { ...copy, assignment_id: 'assignment-old', student_id: 'student-old' },
    },
  ]);
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: 'submission-old', pointsTimes100: 900 });
  await engine.client.grading.saveComment({
    submissionId: 'submission-old',
    text: 'Zoé Ancienne progresse.',
  });
  await engine.client.sync.start();
  for (const table of ['grade', 'comment'])
    db.prepare(`UPDATE ${table} SET updated_at = ? WHERE submission_id = 'submission-old'`).run(before);
  ent.editOnTheWeb([
    ...['submission-old', 'submission-1'].map((id) => removed('submission', id)),
    ...['student-old', 'student-1'].map((id) => removed('student', id)),
    ...alsoRemoved,
  ]);
  await engine.client.sync.start();
  return { ...school, db };
}

test.each([
  ['of an assignment that is still there', []],
  ['of an assignment that the ENT removed as well', [removed('assignment', 'assignment-old')]],
])(
  'a year takes the removed copies %s, with their students’ names, and leaves those of this year',
  async (_which, also) => {
    const school = await removedOfTwoYears(also);
    const { erasure } = school.engine.client;
    const [running, old] = await erasure.years();
    expect([running?.isRunning, old?.isRunning, old?.submissionCount]).toEqual([true, false, 1]);
    const subject = { kind: 'year', yearId: old?.id ?? '', withLessons: false } as const;
    const { counts } = await erasure.erase({ subject, confirmation: old?.label ?? '' });
    expect(counts).toMatchObject({ students: 1, submissions: 1, grades: 1, comments: 1 });
    expect(left(school, 'submission-old')).toEqual(NOTHING);
    expect(filesWith(school.engine.workspaces.current().directory, 'zoé')).toEqual([]);
    expect(left(school, 'submission-1')).toEqual(EVERYTHING);
    expect((await erasure.students()).filter(({ isGone }) => isGone).map(({ id }) => id)).toEqual([
      'student-1',
    ]);
    expect((await erasure.years()).map(({ id }) => id)).toEqual([running?.id]);
  },
);

test('what hung on a copy that nothing names any more goes with a year since which nobody has worked on it', async () => {
  const school = await removedOfTwoYears();
  // As a database of before such copies were kept in mind.
  school.db.exec('DELETE FROM gone_submission; DELETE FROM gone_student');
  const { erasure } = school.engine.client;
  const [, old] = await erasure.years();
  const subject = { kind: 'year', yearId: old?.id ?? '', withLessons: false } as const;
  await erasure.erase({ subject, confirmation: old?.label ?? '' });
  expect(left(school, 'submission-old')).toEqual(NOTHING);
  expect(filesWith(school.engine.workspaces.current().directory, 'zoé')).toEqual([]);
  expect(left(school, 'submission-1')).toEqual({ ...EVERYTHING, gone: 0 });
});
