import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { makeFastFolder } from './fast-folder.ts';
import { Device, makeTemplate } from './simulation/device.ts';
import { ModelEnt } from './simulation/model-ent.ts';
import { START_MS, writeSchool } from './simulation/school.ts';
import { SeededRandom } from './simulation/seeded-random.ts';
import { Weather } from './simulation/weather.ts';

/** A device that has pulled the school of an ENT, on a line that carries everything. */
async function openDevice() {
  const directory = makeFastFolder();
  const ent = new ModelEnt();
  writeSchool(ent);
  const time = { nowMs: START_MS };
  const weather = new Weather(ent, new SeededRandom(1, 'weather'), time);
  const parts = { name: 'home', directory: join(directory, 'home'), random: new SeededRandom(2, 'home') };
  const device = new Device({ ...parts, time, weather }, await makeTemplate(directory, systemClock));
  await device.open();
  onTestFinished(() => {
    device.close();
    rmSync(directory, { recursive: true, force: true });
  });
  await device.synchronise();
  return { ent, device, weather, directory };
}

test('an ENT put back to yesterday is noticed by the first batch that meets it, although nothing that it has is older', async () => {
  const { ent, device } = await openDevice();
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
  const { ent, device } = await openDevice();
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

test('an edit that was sent since the back-up of a device, and says something else once that is put back, is not taken for known', async () => {
  const { ent, device, weather, directory } = await openDevice();
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
