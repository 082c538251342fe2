import { expect, test } from 'vitest';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass } from './synced-class.ts';

const CLASS = 3;

test('a class is not shown a part of its grades when the ENT fails at one of them', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  const [bad = ''] = submissionIds;
  let isWell = false;
  const url = await pickyEnt(ent.url, (asked) => {
    const fails = batchIn(asked)?.ops.some(({ id, entity }) => id === bad && entity === 'grade');
    return fails === true && !isWell ? { status: 500, code: null } : null;
  });
  pointTo(engine, url);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  await engine.client.grading.publish({ assignmentId, at: 'now' });
  for (let session = 0; session < 6; session += 1) {
    await engine.client.sync.start();
    expect(ent.store.count('assessment')).toBe(0);
  }
  expect(ent.store.count('grade')).toBe(CLASS - 1);
  const waiting = await engine.client.sync.waiting();
  expect(waiting.map(({ entity, reason }) => `${entity} ${reason}`).toSorted()).toEqual([
    'assessment group-failed',
    'grade server-error',
  ]);
  isWell = true;
  await engine.client.sync.start();
  expect(ent.store.count('grade')).toBe(CLASS);
  const [publication] = await engine.client.sync.waiting();
  await engine.client.sync.retryEdit({ opId: publication?.opId ?? '' });
  await engine.client.sync.start();
  expect(ent.store.count('assessment')).toBe(1);
  expect(await engine.client.sync.waiting()).toEqual([]);
});
