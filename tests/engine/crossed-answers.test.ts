import { expect, test } from 'vitest';
import type { OpResult } from '../../main/engine/connectors/ent/wire.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { applyBatchReply, refuseBatch } from '../../main/engine/sync/answers.ts';
import { sealNextBatch } from '../../main/engine/sync/batches.ts';
import { giveUp, listConflicts } from '../../main/engine/sync/conflicts.ts';
import type { OutboxOp } from '../../main/engine/sync/outbox-op.ts';
import { type DomainWorkspace, openDomainWorkspace, receiveClass } from './domain-workspace.ts';

const LIMITS = { ops: 500, bytes: 1 << 20 };

/** Two copies graded, and an ENT that answers the first one's edit as a test says. */
async function answerFirst(
  answer: (other: string) => Pick<OpResult, 'outcome' | 'current'>,
): Promise<{ workspace: DomainWorkspace; one: string; other: string }> {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  const [one = '', other = ''] = receiveClass(workspace, 2).submissionIds;
  gradingHandlers.saveGrade(context, { submissionId: one, pointsTimes100: 1000 });
  workspace.receive('grade', other, { submission_id: other, points_x100: 700 });
  const sealed = sealNextBatch(sync, 'device-1', LIMITS);
  const [op = ''] = workspace.waiting().map(({ op_id }) => op_id);
  const results = [{ op, ...answer(other) }];
  applyBatchReply(sync, sealed?.batchId ?? '', { results, changes: [], cursor: null, more: false });
  return { workspace, one, other };
}

const gradeOf = ({ store }: DomainWorkspace, submissionId: string) =>
  store.db.prepare('SELECT points_x100 FROM grade WHERE submission_id = ?').pluck().get(submissionId);

test.each(['grade', 'comment'])('a conflict that names another %s changes neither', async (entity) => {
  const { workspace, one, other } = await answerFirst((id) => ({
    outcome: 'conflict',
    current: {
      entity,
      id: entity === 'grade' ? id : 'copy-01',
      version: 99,
      by: 'Web',
      at: 5,
      body: { submission_id: id, points_x100: 300, text: 'Bien' },
    },
  }));
  expect([gradeOf(workspace, one), gradeOf(workspace, other)]).toEqual([1000, 700]);
  expect(listConflicts(workspace.sync)).toEqual([]);
  expect(workspace.waiting()).toMatchObject([{ entity_id: one, state: 'pending' }]);
});

test('an edit that is said to be applied, but not as which version, waits and is asked about again', async () => {
  const { workspace, one } = await answerFirst(() => ({ outcome: 'applied' }));
  expect(workspace.waiting()).toMatchObject([{ entity_id: one, state: 'pending', batch_id: null }]);
  expect(workspace.push()).toBe(1);
  expect(workspace.waiting()).toEqual([]);
});

test.each([
  ['tried again', ({ sync, waiting }: DomainWorkspace) => sync.outbox.retry(waiting()[0] as OutboxOp)],
  [
    'made anew',
    ({ context }: DomainWorkspace, submissionId: string) =>
      gradingHandlers.saveGrade(context, { submissionId, pointsTimes100: 1300 }),
  ],
])(
  'a grade that the ENT told of while ours was on its way and was then refused is not written over when ours is %s',
  async (_how, again) => {
    const workspace = await openDomainWorkspace();
    const { context, sync } = workspace;
    const [one = ''] = receiveClass(workspace, 1).submissionIds;
    const save = (pointsTimes100: number) =>
      gradingHandlers.saveGrade(context, { submissionId: one, pointsTimes100 });
    save(500);
    workspace.push();
    save(1200);
    const [before] = workspace.waiting();
    const sealed = sealNextBatch(sync, 'device-1', LIMITS);
    workspace.receive('grade', one, { submission_id: one, points_x100: 800 });
    refuseBatch(sync, sealed?.batchId ?? '', 'locked');
    context.store.write(() => again(workspace, one));
    const [waiting] = workspace.waiting();
    expect(waiting).toMatchObject({
      state: 'pending',
      base_version: before?.base_version,
      base_body: before?.base_body,
    });
    expect(before?.base_version).toEqual(expect.any(Number));
  },
);

test('a grade typed over one that is on its way does not go before that one has its answer', async () => {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  const [one = '', other = ''] = receiveClass(workspace, 2).submissionIds;
  const save = (submissionId: string, pointsTimes100: number) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  save(one, 500);
  const first = sealNextBatch(sync, 'device-1', LIMITS);
  save(one, 1200);
  save(other, 700);
  expect(sealNextBatch(sync, 'device-1', LIMITS)?.opCount).toBe(1);
  expect(workspace.waiting()).toMatchObject([
    { entity_id: one, state: 'sealed' },
    { entity_id: one, state: 'pending' },
    { entity_id: other, state: 'sealed' },
  ]);
  refuseBatch(sync, first?.batchId ?? '', 'locked');
  expect(sealNextBatch(sync, 'device-1', LIMITS)?.opCount).toBe(1);
});

test('homework that the ENT refuses because it has not got its lesson waits for it, and goes after it', async () => {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  receiveClass(workspace, 1);
  const record = (entity: 'lesson' | 'homework', entityId: string, body: Record<string, unknown>) =>
    context.store.write(() => sync.outbox.record({ entity, entityId, body }));
  record('lesson', 'lesson-1', { class_group_id: 'class-1', title: 'Fractions', starts_at: 1, blocks: [] });
  record('homework', 'homework-1', { lesson_id: 'lesson-1', text: 'Exercice 3', due_at: 2 });
  const [lesson, homework] = workspace.waiting();
  sync.outbox.park({ op_id: lesson?.op_id ?? '' }, 'server-error');
  workspace.push({ outcome: 'refused', code: 'not-found' });
  expect(workspace.waiting()).toMatchObject([
    { entity: 'lesson' },
    { entity: 'homework', state: 'parked', last_code: 'waits-for-another' },
  ]);
  context.store.write(() => sync.outbox.retry(workspace.waiting()[0] as OutboxOp));
  workspace.push();
  const [after] = workspace.waiting();
  expect(after).toMatchObject({ entity: 'homework', state: 'pending', last_code: null });
  expect(after?.op_id).not.toBe(homework?.op_id);
  workspace.push();
  expect(workspace.waiting()).toEqual([]);
});

const LESSON = { class_group_id: '2de4', title: 'Fractions', starts_at: 1, is_published: false, blocks: [] };
const HOMEWORK = { class_group_id: '2de4', lesson_id: 'lesson-1', text: 'Exercice 3', due_at: 2 };

async function waitingHomework(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  receiveClass(workspace, 1);
  const record = (entity: 'lesson' | 'homework', entityId: string, body: Record<string, unknown>) =>
    context.store.write(() => sync.outbox.record({ entity, entityId, body }));
  record('lesson', 'lesson-1', LESSON);
  record('homework', 'homework-1', HOMEWORK);
  const [lesson] = workspace.waiting();
  sync.outbox.park({ op_id: lesson?.op_id ?? '' }, 'server-error');
  workspace.push({ outcome: 'refused', code: 'not-found' });
  expect(workspace.waiting()).toMatchObject([
    { entity: 'lesson', state: 'parked' },
    { entity: 'homework', state: 'parked', last_code: 'waits-for-another' },
  ]);
  return workspace;
}

test('a pull that brings the lesson (an ENT that failed after it had written it) lets its homework go', async () => {
  const workspace = await waitingHomework();
  workspace.receive('lesson', 'lesson-1', LESSON as never, { isMine: true });
  expect(workspace.waiting()).toMatchObject([{ entity: 'homework', state: 'pending' }]);
});

test('a conflict answer whose text is ours (the lesson is there already) lets its homework go', async () => {
  const workspace = await waitingHomework();
  const { sync, context } = workspace;
  context.store.write(() => sync.outbox.retry(workspace.waiting()[0] as OutboxOp));
  const sealed = sealNextBatch(sync, 'device-1', { ops: 500, bytes: 1 << 20 });
  const lesson = workspace.waiting().find(({ entity }) => entity === 'lesson');
  const current = { entity: 'lesson', id: 'lesson-1', version: 900, by: 'x', at: 5, body: LESSON };
  applyBatchReply(sync, sealed?.batchId ?? '', {
    results: [{ op: lesson?.op_id ?? '', outcome: 'conflict', current }],
    changes: [],
    cursor: null,
    more: false,
  });
  expect(workspace.waiting()).toMatchObject([{ entity: 'homework', state: 'pending' }]);
});

test('a lesson that is given up leaves no homework that is said to go by itself', async () => {
  const workspace = await waitingHomework();
  const { sync, context } = workspace;
  context.store.write(() => giveUp(sync, workspace.waiting()[0] as OutboxOp));
  expect(workspace.waiting().filter(({ last_code }) => last_code === 'waits-for-another')).toEqual([]);
});

test('a comment on a copy that the ENT has no more does not wait for the grade of that copy', async () => {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  const [one = ''] = receiveClass(workspace, 1).submissionIds;
  const record = (entity: 'grade' | 'comment', entityId: string, body: Record<string, unknown>) =>
    context.store.write(() => sync.outbox.record({ entity, entityId, body }));
  record('grade', one, { submission_id: one, points_x100: 1200 });
  record('comment', 'comment-1', { submission_id: one, text: 'Bien' });
  workspace.push({ outcome: 'refused', code: 'not-found' });
  expect(workspace.waiting().map(({ entity, state, last_code }) => [entity, state, last_code])).toEqual([
    ['grade', 'refused', 'not-found'],
    ['comment', 'refused', 'not-found'],
  ]);
});

test('homework that waits for a lesson which both sides have made goes once the teacher keeps the other one', async () => {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  receiveClass(workspace, 1);
  const lesson = {
    class_group_id: 'class-1',
    title: 'Fractions',
    starts_at: 1,
    is_published: false,
    blocks: [],
  };
  const record = (entity: 'lesson' | 'homework', entityId: string, body: Record<string, unknown>) =>
    context.store.write(() => sync.outbox.record({ entity, entityId, body }));
  record('lesson', 'lesson-1', lesson);
  record('homework', 'homework-1', { lesson_id: 'lesson-1', text: 'Exercice 3', due_at: 2 });
  workspace.receive('lesson', 'lesson-1', { ...lesson, title: 'Proportions' });
  workspace.push({ outcome: 'refused', code: 'not-found' });
  const [conflict, homework] = workspace.waiting();
  expect([conflict, homework]).toMatchObject([{ state: 'conflict' }, { last_code: 'waits-for-another' }]);
  context.store.write(() => giveUp(sync, conflict as OutboxOp));
  expect(workspace.waiting()).toMatchObject([{ entity: 'homework', state: 'pending', last_code: null }]);
});
