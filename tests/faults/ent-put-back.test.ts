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

test('an ENT put back to yesterday is noticed by the first batch that meets it, although nothing that it has is older', async () => {
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
