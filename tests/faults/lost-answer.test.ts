import { expect, test } from 'vitest';
import type { BatchReply } from '../../main/engine/connectors/ent/wire.ts';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { systemRandom } from '../../main/engine/platform/random.ts';
import { Outbox } from '../../main/engine/sync/outbox.ts';
import { openModelDevice } from './model-device.ts';
import type { Device } from './simulation/device.ts';
import { type ModelEnt, TEACHER } from './simulation/model-ent.ts';
import { lost } from './simulation/weather.ts';

const COPY = 'copy-0';

/** A device whose grade of 12 took effect, its answer being lost; then the ENT forgets its cursors. */
async function afterLostAnswer() {
  const { ent, device, weather } = await openModelDevice();
  device.saveGrade(COPY, 1200);
  const carry = weather.carry.bind(weather);
  weather.carry = async (caller, name, act) => {
    const answer = await carry(caller, name, act);
    if (name === 'batches') throw lost();
    return answer;
  };
  expect(await device.synchronise()).toBe('ent/unreachable');
  weather.carry = carry;
  expect(official(ent)).toBe(1200);
  ent.forgetCursors();
  return { ent, device };
}

function official(ent: ModelEnt): unknown {
  return ent.record(`grade ${COPY}`)?.body?.points_x100;
}

async function settle(device: Device): Promise<void> {
  for (let session = 0; session < 2; session += 1) expect(await device.synchronise()).toBe('done');
  expect(device.waiting()).toEqual([]);
}

test('a teacher who changes a grade whose answer was lost is not asked to choose between their own two values', async () => {
  const { ent, device } = await afterLostAnswer();
  device.saveGrade(COPY, 1500);
  await settle(device);
  expect([device.grade(COPY), official(ent)]).toEqual([1500, 1500]);
  expect(ent.effects).toHaveLength(2);
});

test('what was written over a grade whose answer was lost is no conflict: it was written by someone who saw it', async () => {
  const { ent, device } = await afterLostAnswer();
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 800 }, TEACHER.id);
  await settle(device);
  expect([device.grade(COPY), official(ent)]).toEqual([800, 800]);
  expect(ent.effects).toHaveLength(1);
});

test('a grade changed here and written over there meanwhile is a conflict, about the two last values', async () => {
  const { ent, device } = await afterLostAnswer();
  device.saveGrade(COPY, 1500);
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 800 }, TEACHER.id);
  for (let session = 0; session < 2; session += 1) await device.synchronise();
  expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'conflict' }]);
  expect(official(ent)).toBe(800);
});

test('a grade that is refused as its batch goes again without a cursor waits, and what was typed over it does not pass it by', async () => {
  const { ent, device, weather } = await openModelDevice();
  device.saveGrade(COPY, 1200);
  expect(await device.synchronise()).toBe('done');
  device.saveGrade(COPY, 900);
  weather.willMeet({ name: 'home' }, ['lost-before']);
  expect(await device.synchronise()).toBe('ent/unreachable');
  ent.forgetCursors();
  let batches = 0;
  const carry = weather.carry.bind(weather);
  weather.carry = async (caller, name, act) => {
    // The first names a cursor that the ENT has forgotten.
    if (name !== 'batches' || ++batches !== 2) return carry(caller, name, act);
    device.saveGrade(COPY, 1500);
    throw new CartableError('ent/refused', { status: 400 }, 'never');
  };
  await settle(device);
  expect([device.grade(COPY), official(ent)]).toEqual([1500, 1500]);
});

test('documents that the ENT took before a gateway gave up are not sent once more', async () => {
  const { ent, device, weather } = await openModelDevice();
  for (const copy of [0, 1, 2]) await device.giveBack(`copy-${copy}`, `word-${copy}`, 300);
  let bundles = 0;
  const carry = weather.carry.bind(weather);
  weather.carry = async (caller, name, act) => {
    const answer = await carry(caller, name, act);
    if (name === 'blobs/bundle' && ++bundles === 1)
      throw new CartableError('ent/server-error', { status: 504 }, 'later');
    return answer;
  };
  await settle(device);
  expect(bundles).toBe(1);
  expect(ent.documents.violations).toEqual([]);
  expect([...ent.records()].filter(({ entity }) => entity === 'feedback')).toHaveLength(3);
});

test('an ENT that fails while news are asked for, because it has forgotten a cursor, fails at no grade', async () => {
  const { ent, device, weather } = await openModelDevice();
  device.saveGrade(COPY, 1200);
  const carry = weather.carry.bind(weather);
  let failing = 'batches';
  weather.carry = (caller, name, act) =>
    carry(caller, name, (stop) => {
      if (name === failing) throw new CartableError('ent/server-error', { status: 500 }, 'later');
      return act(stop);
    });
  for (let session = 0; session < 2; session += 1)
    expect(await device.synchronise()).toBe('ent/server-error');
  ent.forgetCursors();
  failing = 'changes';
  expect(await device.synchronise()).toBe('ent/server-error');
  expect(device.outbox()).toMatchObject([{ entity_id: COPY, batch_ops_max: null }]);
  expect(device.waiting()).not.toContainEqual(expect.objectContaining({ state: 'parked' }));
  failing = '';
  await settle(device);
  expect(official(ent)).toBe(1200);
});

test('of an edit that is refused and a later one that was set aside, the later one is left', async () => {
  const { device, weather } = await openModelDevice();
  device.saveGrade(COPY, 1200);
  const [{ op_id: op } = { op_id: '' }] = device.outbox();
  const carry = weather.carry.bind(weather);
  weather.carry = (caller, name, act) =>
    carry(caller, name, (stop) => {
      if (name === 'batches') throw lost();
      return act(stop);
    });
  expect(await device.synchronise()).toBe('ent/unreachable');
  device.saveGrade(COPY, 1500);
  new Outbox(device.db, systemClock, systemRandom(systemClock), {
    entities: new Map(),
    deviceName: 'home',
  }).setAside({ entity: 'grade', entityId: COPY }, 'maximum-changed');
  const refusal: BatchReply = {
    results: [{ op, outcome: 'refused', code: 'locked' }],
    changes: [],
    cursor: null,
    more: false,
  };
  weather.carry = (caller, name, act) =>
    carry(caller, name, name === 'batches' ? () => refusal as never : act);
  expect(await device.synchronise()).toBe('done');
  expect(device.waiting()).toMatchObject([
    { entity_id: COPY, state: 'parked', last_code: 'maximum-changed' },
  ]);
  expect(device.grade(COPY)).toBe(1500);
});
