import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

test('conflicts that were found at one instant stand in the order in which the edits were made', async () => {
  const { ent, directory, submissionIds } = await openSyncedClass(8);
  const clock = { ...systemClock, now: () => Date.parse('2026-11-26T05:00:00Z') };
  const engine = await openEngine(join(directory, 'other'), { clock });
  const { url, login, password } = ent;
  await engine.client.account.connect({ url, login, password });
  await engine.client.sync.start();
  ent.editOnTheWeb(
    submissionIds.map((id) => ({ entity: 'grade', id, body: { submission_id: id, points_x100: 700 } })),
  );
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  await engine.client.sync.start();
  const conflicts = await engine.client.sync.conflicts();
  expect(conflicts.map(({ entityId }) => entityId)).toEqual(submissionIds);
});
