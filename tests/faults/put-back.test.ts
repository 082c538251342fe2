import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openModelDevice } from './model-device.ts';
import type { Device } from './simulation/device.ts';

test('an ENT put back to yesterday is noticed by the first batch that meets it, although nothing that it has is older', async () => {
  const { ent, device } = await openModelDevice();
  const yesterday = ent.snapshot();
  device.saveComment('copy-0', 'Bien');
  expect(await device.synchronise()).toBe('done');
  ent.restore(yesterday);
  device.saveGrade('copy-1', 800);
  expect(await device.synchronise()).toBe('sync/dataset-changed');
  expect(ent.record('grade copy-1')).toBeUndefined();
  await device.adopt(device.sync.notices().datasetChange?.datasetId ?? '');
  for (let session = 0; session < 2; session += 1) expect(await device.synchronise()).toBe('done');
  const comments = [...ent.records()].filter(({ entity }) => entity === 'comment');
  expect(comments).toMatchObject([{ body: { text: 'Bien' } }]);
  expect(ent.record('grade copy-1')?.body).toMatchObject({ points_x100: 800 });
});

test('what others write at an ENT put back to yesterday arrives, also where it has as many changes again as we have read', async () => {
  const { ent, device } = await openModelDevice();
  const yesterday = ent.snapshot();
  ent.write('grade', 'copy-2', { submission_id: 'copy-2', points_x100: 0 });
  expect(await device.synchronise()).toBe('done');
  ent.restore(yesterday);
  ent.write('grade', 'copy-0', { submission_id: 'copy-0', points_x100: 1025 });
  ent.write('grade', 'copy-1', { submission_id: 'copy-1', points_x100: 1525 });
  await device.synchronise();
  const { datasetChange } = device.sync.notices();
  if (datasetChange !== null) {
    await device.adopt(datasetChange.datasetId);
    expect(await device.synchronise()).toBe('done');
  }
  expect([device.grade('copy-0'), device.grade('copy-1')]).toEqual([1025, 1525]);
});

test('an ENT put back to before an edit that passed unheard is noticed, although no batch of this device was ever answered', async () => {
  const { ent, device, weather } = await openModelDevice();
  const yesterday = ent.snapshot();
  device.saveComment('copy-0', 'Bien');
  weather.willMeet(device, ['failed-after', 'failed-after', 'failed-after']);
  // The answers are lost, and a pull tells that it passed.
  for (let session = 0; session < 3; session += 1) await device.synchronise();
  expect(device.waiting()).toEqual([]);
  ent.restore(yesterday);
  expect(await device.synchronise()).toBe('sync/dataset-changed');
  await device.adopt(device.sync.notices().datasetChange?.datasetId ?? '');
  for (let session = 0; session < 2; session += 1) expect(await device.synchronise()).toBe('done');
  const comments = [...ent.records()].filter(({ entity }) => entity === 'comment');
  expect(comments).toMatchObject([{ body: { text: 'Bien' } }]);
});

test('a cursor that is lost while something was removed is no sign of an ENT put back', async () => {
  const { ent, device } = await openModelDevice();
  device.saveComment('copy-0', 'Bien');
  expect(await device.synchronise()).toBe('done');
  const [comment] = [...ent.records()].filter(({ entity }) => entity === 'comment');
  ent.write('comment', comment?.id ?? '', null, 'colleague');
  ent.forgetCursors();
  expect(await device.synchronise()).toBe('done');
  expect(device.sync.notices().datasetChange).toBeNull();
});

test('an edit that was sent since the back-up of a device, and says something else once that is put back, is not taken for known', async () => {
  const { ent, device, weather, directory } = await openModelDevice();
  device.saveGrade('copy-1', 700);
  device.copyDatabase(join(directory, 'back-up'));
  expect(await device.synchronise()).toBe('done');
  device.saveGrade('copy-1', null);
  expect(await device.synchronise()).toBe('done');
  await device.restoreDatabase(join(directory, 'back-up'));
  // The same edit, as far as the device knows. Sent twice, so that the answer to the second may be about the first.
  device.saveGrade('copy-1', 850);
  weather.willMeet(device, ['lost-before']);
  expect(await device.synchronise()).toBe('ent/unreachable');
  expect(await device.synchronise()).toBe('done');
  const [conflict] = device.outbox();
  expect(conflict).toMatchObject({ entity_id: 'copy-1', state: 'conflict' });
  expect(device.db.prepare('SELECT COUNT(*) FROM conflict').pluck().get()).toBe(1);
  device.resolve(device.db.prepare('SELECT id FROM conflict').pluck().get() as string, 'mine');
  expect(await device.synchronise()).toBe('done');
  expect(ent.record('grade copy-1')?.body).toMatchObject({ points_x100: 850 });
});

/** A choice between ours (11) and theirs (1,25) is open, the ENT is put back to before theirs, and the device has started again from that. */
async function adoptWithOpenChoice() {
  const { ent, device } = await openModelDevice();
  const yesterday = ent.snapshot();
  device.saveGrade('copy-1', 1100);
  ent.write('grade', 'copy-1', { submission_id: 'copy-1', points_x100: 125 });
  expect(await device.synchronise()).toBe('done');
  ent.restore(yesterday);
  expect(await device.synchronise()).toBe('sync/dataset-changed');
  await device.adopt(device.sync.notices().datasetChange?.datasetId ?? '');
  expect(await device.synchronise()).toBe('done');
  return { ent, device };
}

function choose(device: Device, keep: 'mine' | 'theirs') {
  return device.resolve(device.db.prepare('SELECT id FROM conflict').pluck().get() as string, keep);
}

test.each(['mine', 'theirs'] as const)(
  'a choice that is open while the ENT is put back to before theirs can still be made: %s goes to it',
  async (keep) => {
    const { ent, device } = await adoptWithOpenChoice();
    choose(device, keep);
    for (let session = 0; session < 2; session += 1) expect(await device.synchronise()).toBe('done');
    const chosen = keep === 'mine' ? 1100 : 125;
    expect([device.grade('copy-1'), ent.record('grade copy-1')?.body?.points_x100]).toEqual([chosen, chosen]);
    expect(device.waiting()).toEqual([]);
  },
);

test('what is written at an ENT put back to yesterday, under the number that theirs had, is not written over by an old choice', async () => {
  const { ent, device } = await adoptWithOpenChoice();
  const version = device.db.prepare('SELECT theirs_version FROM conflict').pluck();
  choose(device, 'mine');
  ent.write('grade', 'copy-1', { submission_id: 'copy-1', points_x100: 300 });
  for (let session = 0; session < 2; session += 1) expect(await device.synchronise()).toBe('done');
  expect(ent.record('grade copy-1')?.body).toMatchObject({ points_x100: 300 });
  expect(version.get()).toBe(ent.version);
});

test('an old choice that was made can be opened again as long as nothing was sent of it', async () => {
  const { device } = await adoptWithOpenChoice();
  const openAgain = choose(device, 'mine');
  openAgain();
  expect(device.waiting()).toMatchObject([{ entity_id: 'copy-1', state: 'conflict' }]);
});
