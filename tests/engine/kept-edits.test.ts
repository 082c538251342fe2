import { expect, test } from 'vitest';
import { keepAgainst, readKeptDeletions } from '../../main/engine/sync/kept-deletions.ts';
import { openDomainWorkspace, receiveClass } from './domain-workspace.ts';

const LESSON = { class_group_id: '2de4', title: 'Fractions', starts_at: 1, is_published: false, blocks: [] };

async function keptLesson() {
  const workspace = await openDomainWorkspace();
  const { context, sync } = workspace;
  receiveClass(workspace, 1);
  workspace.receive('lesson', 'lesson-1', LESSON as never, { isMine: true });
  context.store.write(() =>
    keepAgainst(sync, { entity: 'lesson', id: 'lesson-1', version: 500, by: 'x', at: 5, body: null }),
  );
  expect(readKeptDeletions(sync)).not.toBeNull();
  const record = (body: Record<string, unknown> | null) =>
    context.store.write(() => sync.outbox.record({ entity: 'lesson', entityId: 'lesson-1', body }));
  return { workspace, record, sync };
}

test('the removal of a kept lesson, which an ENT without tombstones answers by not-found, is done with', async () => {
  const { workspace, record, sync } = await keptLesson();
  record(null);
  workspace.push({ outcome: 'refused', code: 'not-found' });
  expect(workspace.waiting()).toEqual([]);
  expect(readKeptDeletions(sync)).toBeNull();
});

test('a kept lesson that is edited and then removed stays removed, as one that is removed at once', async () => {
  const { workspace, record } = await keptLesson();
  record({ ...LESSON, title: 'Fractions 2' });
  record(null);
  expect(workspace.waiting()).toMatchObject([{ entity: 'lesson', kind: 'delete' }]);
});
