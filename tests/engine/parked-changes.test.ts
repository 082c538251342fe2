import { expect, test } from 'vitest';
import type { Change } from '../../main/engine/connectors/ent/wire.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { applyBatchReply } from '../../main/engine/sync/answers.ts';
import { sealNextBatch } from '../../main/engine/sync/batches.ts';
import { listConflicts } from '../../main/engine/sync/conflicts.ts';
import { applyPage } from '../../main/engine/sync/pull.ts';
import { replayParked } from '../../main/engine/sync/replay.ts';
import type { SyncContext } from '../../main/engine/sync/sync-context.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
} from './domain-workspace.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

const change = (entity: string, id: string, version: number, body: Change['body']): Change => ({
  entity,
  id,
  version,
  by: 'ENT',
  at: 1,
  body,
});
const pageOf = (...changes: Change[]) => ({ changes, cursor: null, more: false });
const parkedIn = ({ store }: Pick<SyncContext, 'store'>) =>
  store.db.prepare('SELECT entity, entity_id, reason FROM parked_change').all();
const pointsOf = ({ store }: DomainWorkspace, id: string) =>
  store.db.prepare('SELECT points_x100 FROM grade WHERE submission_id = ?').pluck().get(id);

/** A grade of a shape that only a later version knows, as a newer ENT answers it to an edit of ours. */
function meetLetterGrade(workspace: DomainWorkspace, submissionId: string, version: number): void {
  const { sync, store } = workspace;
  const sealed = sealNextBatch(sync, 'device-1', { ops: 500, bytes: 1 << 20 });
  const op = store.db.prepare("SELECT op_id FROM outbox_op WHERE state = 'sealed'").pluck().get() as string;
  const current = change('grade', submissionId, version, { submission_id: submissionId, letter: 'A+' });
  applyBatchReply(sync, sealed?.batchId ?? '', {
    results: [{ op, outcome: 'conflict', current }],
    ...pageOf(),
  });
}

test('an ENT’s value of an unknown shape that meets an edit is kept aside, and the edit is shown with its reason', async () => {
  const workspace = await openDomainWorkspace();
  const [submissionId = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(workspace.context, { submissionId, pointsTimes100: 1200 });
  meetLetterGrade(workspace, submissionId, 50);
  expect(pointsOf(workspace, submissionId)).toBe(1200);
  expect(parkedIn(workspace)).toEqual([
    { entity: 'grade', entity_id: submissionId, reason: 'unknown-shape' },
  ]);
  expect(workspace.waiting()).toMatchObject([
    { state: 'parked', last_code: 'unknown-shape', batch_id: null },
  ]);
});

test('the teacher chooses once the shape is known', async () => {
  const workspace = await openDomainWorkspace();
  const { sync, store } = workspace;
  const [submissionId = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(workspace.context, { submissionId, pointsTimes100: 1200 });
  meetLetterGrade(workspace, submissionId, 50);
  expect(replayParked(sync)).toBe(0);
  // What the later version reads where this one did not.
  const known = change('grade', submissionId, 50, { submission_id: submissionId, points_x100: 1800 });
  store.db.prepare('UPDATE parked_change SET body = ?').run(JSON.stringify(known));
  expect(replayParked(sync)).toBe(1);
  expect(listConflicts(sync)).toMatchObject([
    { mine: { fields: [{ value: 1200 }] }, theirs: { fields: [{ value: 1800 }] } },
  ]);
  expect(pointsOf(workspace, submissionId)).toBe(1800);
  expect(parkedIn(workspace)).toEqual([]);
});

test('what a version without an entity puts aside, the next one applies; what it does not know either stays', async () => {
  const workspace = await openDomainWorkspace();
  const { sync } = workspace;
  const earlier = { ...sync, entities: new Map([...sync.entities].filter(([name]) => name !== 'subject')) };
  applyPage(
    earlier,
    pageOf(
      change('subject', 'maths', 3, { name: 'Maths' }),
      change('class_group', '2de4', 4, { name: '2de 4', subject_id: 'maths' }),
      change('badge', 'badge-1', 5, { label: 'Assiduité' }),
    ),
  );
  expect(parkedIn(workspace)).toHaveLength(2);
  expect(replayParked(sync)).toBe(1);
  expect(workspace.store.db.prepare('SELECT name FROM subject').pluck().all()).toEqual(['Maths']);
  expect(parkedIn(workspace)).toMatchObject([{ entity: 'badge' }]);
  expect(replayParked(sync)).toBe(0);
});

test('a parked change that a later one has overtaken changes nothing', async () => {
  const workspace = await openDomainWorkspace();
  const { sync } = workspace;
  const earlier = { ...sync, entities: new Map([...sync.entities].filter(([name]) => name !== 'subject')) };
  applyPage(earlier, pageOf(change('subject', 'maths', 3, { name: 'Maths' })));
  applyPage(sync, pageOf(change('subject', 'maths', 4, { name: 'Mathématiques' })));
  replayParked(sync);
  expect(workspace.store.db.prepare('SELECT name FROM subject').pluck().all()).toEqual(['Mathématiques']);
  expect(parkedIn(workspace)).toEqual([]);
});

test('an account that is opened by a version that knows more shows what was put aside', async () => {
  const { engine, directory } = await openSyncedClass(1);
  const { store, syncContext } = engine.workspaces.current();
  const earlier = {
    ...syncContext,
    entities: new Map([...syncContext.entities].filter(([name]) => name !== 'class_group')),
  };
  applyPage(earlier, pageOf(change('class_group', '1re2', 7, { name: '1re 2', subject_id: 'subject-1' })));
  expect(parkedIn({ store })).toHaveLength(1);
  await engine.close();
  const later = await openEngine(`${directory}/data`);
  expect((await later.client.classes.list()).map(({ name }) => name)).toContain('1re 2');
});

test('a row with a number that no screen can show is put aside, and every screen goes on', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(2);
  const [one = '', two = ''] = submissionIds;
  const { store } = engine.workspaces.current();
  const assignment = (title: string, numbers: { max_x100?: number; coefficient_x100?: number }) => ({
    entity: 'assignment',
    id: title,
    body: {
      class_group_id: 'class-1',
      period_id: null,
      title,
      instructions: '',
      max_x100: 2000,
      coefficient_x100: 100,
      due_at: null,
      ...numbers,
    },
  });
  ent.editOnTheWeb([
    assignment('too much', { max_x100: 1_000_001 }),
    assignment('too heavy', { coefficient_x100: 100_000 }),
    assignment('sound', {}),
    { entity: 'grade', id: one, body: { submission_id: one, points_x100: 99_999_999 } },
    { entity: 'grade', id: two, body: { submission_id: two, points_x100: 1500 } },
  ]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(parkedIn({ store }).map((row) => (row as { reason: string }).reason)).toEqual(
    Array(3).fill('unknown-shape'),
  );
  applyPage(
    engine.workspaces.current().syncContext,
    pageOf(change('badge', 'badge-1', 900, { label: 'Assiduité' })),
  );
  expect((await engine.client.sync.notices()).unreadable).toEqual([
    { kind: 'assignment', count: 2 },
    { kind: 'grade', count: 1 },
    { kind: null, count: 1 },
  ]);
  const shown = await engine.client.grading.assignments({});
  expect(shown.map(({ title }) => title).sort()).toEqual(['Devoir n° 1', 'sound']);
  expect(await engine.client.grading.submissions({ assignmentId: 'assignment-1' })).toMatchObject([
    { pointsTimes100: null },
    { pointsTimes100: 1500 },
  ]);
});

test.each([9e15, -9e15, Number.MAX_SAFE_INTEGER])(
  'an assignment due at %d, which no calendar shows, is kept aside',
  async (due_at) => {
    const workspace = await openDomainWorkspace();
    receiveClass(workspace, 1);
    const body = { ...assignmentBody(), due_at };
    applyPage(workspace.sync, pageOf(change('assignment', 'ds1', 60, body)));
    expect(parkedIn(workspace)).toEqual([
      { entity: 'assignment', entity_id: 'ds1', reason: 'unknown-shape' },
    ]);
    expect(gradingHandlers.assignments(workspace.context, {}).map(({ dueAt }) => dueAt)).toEqual([START]);
  },
);
