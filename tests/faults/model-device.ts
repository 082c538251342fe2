import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { makeFastFolder } from './fast-folder.ts';
import { Device, makeTemplate } from './simulation/device.ts';
import { ModelEnt } from './simulation/model-ent.ts';
import { writeSchool } from './simulation/school.ts';
import { SeededRandom } from './simulation/seeded-random.ts';
import { START_MS } from './simulation/start.ts';
import { Weather } from './simulation/weather.ts';

/** A device that has pulled the school of a model ENT, on a line that carries everything until a test says otherwise. */
export async function openModelDevice() {
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
