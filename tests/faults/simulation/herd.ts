import { join } from 'node:path';
import { CartableError } from '../../../main/engine/platform/cartable-error.ts';
import { deviceSpreadMs } from '../../../main/engine/sync/device-spread.ts';
import { Device } from './device.ts';
import { ModelEnt } from './model-ent.ts';
import { writeSchool } from './school.ts';
import { SeededRandom } from './seeded-random.ts';
import { START_MS } from './start.ts';
import { Weather } from './weather.ts';

const DEVICES = 40;
/** Of them all, in any one second. */
const MOST_AT_ONCE = DEVICES / 3;
const OPENING_MS = 3_600_000;

/**
 * Many devices that meet one trouble at one moment must not come back at one moment.
 *
 * @returns what is wrong with the times at which they come back, in words; nothing when they are spread
 */
export async function herdViolations(directory: string, template: string): Promise<string[]> {
  const paused = new CartableError('ent/paused', { untilMs: START_MS + 60_000 }, 'later');
  const broken = new CartableError('ent/unreachable', { reason: 'refused' }, 'later');
  const openings = Array.from({ length: DEVICES }, (_, index) =>
    deviceSpreadMs(`device-${index}`, '2026-11-24', OPENING_MS),
  );
  return [
    ...crowded('after a pause', await returnsAfter(paused, join(directory, 'paused'), template)),
    ...crowded('after a failure', await returnsAfter(broken, join(directory, 'broken'), template)),
    ...crowded('at an opening', openings),
  ];
}

/** When each of them comes back by itself, epoch ms. */
async function returnsAfter(trouble: CartableError, directory: string, template: string): Promise<number[]> {
  const ent = new ModelEnt();
  writeSchool(ent);
  const times: number[] = [];
  for (let index = 0; index < DEVICES; index += 1) {
    const time = { nowMs: START_MS };
    const random = new SeededRandom(index, `herd-${index}`);
    const weather = new Weather(ent, random, time);
    weather.carry = () => Promise.reject(trouble);
    const name = `device-${index}`;
    const device = new Device({ name, directory: join(directory, name), random, time, weather }, template);
    await device.open();
    await device.synchronise();
    times.push(device.comesBackAt() ?? 0);
    device.close();
  }
  return times;
}

function crowded(when: string, times: readonly number[]): string[] {
  const perSecond = new Map<number, number>();
  for (const time of times) {
    const second = Math.floor(time / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  const most = Math.max(...perSecond.values());
  return most > MOST_AT_ONCE ? [`${most} of ${DEVICES} come back in one second ${when}`] : [];
}
