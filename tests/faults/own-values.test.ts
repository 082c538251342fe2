import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BatchTooLarge } from '../../main/engine/connectors/adapter-types.ts';
import type { Batch } from '../../main/engine/connectors/ent/wire.ts';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { openModelDevice } from './model-device.ts';
import type { Device } from './simulation/device.ts';
import type { ModelEnt } from './simulation/model-ent.ts';
import { lost } from './simulation/weather.ts';

const COPY = 'copy-0';

/** What becomes of one batch: the ENT takes it, or not; then its sender hears this. */
type Fate = (take: () => unknown) => unknown;

const loses: Fate = (take) => {
  take();
  throw lost();
};
const bringsTwice: Fate = (take) => {
  take();
  return take();
};
const answers400: Fate = () => {
  throw new CartableError('ent/refused', { status: 400 }, 'never');
};
const answers413: Fate = () => {
  throw new BatchTooLarge(null);
};

/** A device that has synced once, and a line whose next batches meet the fates that a test names. */
async function openDevice() {
  const { ent, device, weather } = await openModelDevice();
  const fates: Fate[] = [];
  const sent: string[][] = [];
  const take = ent.take.bind(ent);
  ent.take = (sealed, stopBefore) => {
    const { ops } = JSON.parse(gunzipSync(sealed.body).toString()) as Batch;
    sent.push(ops.map(({ value }) => String(value?.points_x100)));
    return take(sealed, stopBefore);
  };
  const line = { isPullCut: false };
  const carry = weather.carry.bind(weather);
  weather.carry = async (caller, name, act) => {
    if (line.isPullCut && name === 'changes') throw lost();
    const fate = name === 'batches' ? fates.shift() : undefined;
    return carry(caller, name, (stop) => (fate === undefined ? act(stop) : (fate(() => act(stop)) as never)));
  };
  const official = () => ent.record(`grade ${COPY}`)?.body?.points_x100;
  return { ent, device, fates, line, sent, official };
}

/** Nothing waits any more, and nothing was asked of the teacher. */
async function settle(device: Device): Promise<void> {
  for (let session = 0; session < 3; session += 1) expect(await device.synchronise()).toBe('done');
  expect(device.waiting()).toEqual([]);
}

const conflicts = (device: Device) => device.db.prepare('SELECT COUNT(*) FROM conflict').pluck().get();

for (const [status, refuses] of [
  [400, answers400],
  [413, answers413],
] as const) {
  test(`a lost answer, then ${status} to the same bytes: the grade is known as one's own and sent no more`, async () => {
    const { ent, device, fates, official } = await openDevice();
    device.saveGrade(COPY, 1200);
    fates.push(loses, refuses);
    expect(await device.synchronise()).toBe('ent/unreachable');
    await settle(device);
    expect([device.grade(COPY), official(), ent.effects.length]).toEqual([1200, 1200, 1]);
  });

  test(`a lost answer, then ${status} to the same bytes, the grade being changed in between: nobody is asked`, async () => {
    const { ent, device, fates, official } = await openDevice();
    device.saveGrade(COPY, 1200);
    fates.push(loses, refuses);
    await device.synchronise();
    device.saveGrade(COPY, 1500);
    await settle(device);
    expect([device.grade(COPY), official(), ent.effects.length]).toEqual([1500, 1500, 2]);
  });

  test(`a lost answer, then ${status} to the same bytes, the grade being changed after it: nobody is asked`, async () => {
    const { device, fates, official } = await openDevice();
    device.saveGrade(COPY, 1200);
    fates.push(loses, refuses, () => {
      throw lost();
    });
    await device.synchronise();
    await device.synchronise();
    device.saveGrade(COPY, 1500);
    await settle(device);
    expect([device.grade(COPY), official()]).toEqual([1500, 1500]);
  });

  test(`a lost answer, then ${status}, and the grade put back to what it was: that is what the ENT has in the end`, async () => {
    const { device, fates, official } = await openDevice();
    device.saveGrade(COPY, 1000);
    await settle(device);
    device.saveGrade(COPY, 1200);
    fates.push(loses, refuses, () => {
      throw lost();
    });
    await device.synchronise();
    await device.synchronise();
    device.saveGrade(COPY, 1000);
    await settle(device);
    expect([device.grade(COPY), official()]).toEqual([1000, 1000]);
  });
}

test('a grade that another wrote over one whose answer was lost is no conflict after a 400: they saw it', async () => {
  const { ent, device, fates, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push(loses, answers400);
  await device.synchronise();
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 800 }, 'another');
  await settle(device);
  expect([device.grade(COPY), official(), ent.effects.length]).toEqual([800, 800, 1]);
});

test('a grade changed here after a 400, and written over there, is a conflict about the two last values', async () => {
  const { ent, device, fates, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push(loses, answers400);
  await device.synchronise();
  device.saveGrade(COPY, 1500);
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 800 }, 'another');
  for (let session = 0; session < 2; session += 1) await device.synchronise();
  expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'conflict' }]);
  expect(official()).toBe(800);
});

test('the very value that one sent, written by another, is not taken for one’s own', async () => {
  const { ent, device, fates, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push(() => {
    throw lost();
  }, answers400);
  await device.synchronise();
  device.saveGrade(COPY, 1500);
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 1200 }, 'another');
  for (let session = 0; session < 2; session += 1) await device.synchronise();
  expect(device.waiting()).toMatchObject([{ state: 'conflict' }]);
  expect(official()).toBe(1200);
});

test('a first batch that a proxy brings twice takes effect once, whatever was typed meanwhile', async () => {
  const { ent, device, fates, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push((take) => {
    const answer = bringsTwice(take);
    device.saveGrade(COPY, 1500);
    return answer;
  });
  await settle(device);
  expect([device.grade(COPY), official(), conflicts(device)]).toEqual([1500, 1500, 0]);
  expect(ent.effects.map(({ value }) => value?.points_x100)).toEqual([1200, 1500]);
});

test('what a proxy brought twice and is changed before it goes again asks no choice between two values of one’s own', async () => {
  const { device, fates, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push(bringsTwice, () => {
    throw lost();
  });
  await device.synchronise();
  device.saveGrade(COPY, 1500);
  await settle(device);
  expect([device.grade(COPY), official()]).toEqual([1500, 1500]);
});

test('a comment that was perhaps made, and is removed before that is known, leaves nothing behind and nothing to ask', async () => {
  for (const first of [
    loses,
    (() => {
      throw lost();
    }) as Fate,
  ]) {
    const { ent, device, fates } = await openDevice();
    device.saveComment(COPY, 'Bien');
    fates.push(first, answers400, () => {
      throw lost();
    });
    await device.synchronise();
    await device.synchronise();
    device.saveComment(COPY, '');
    await settle(device);
    expect([...ent.records()].filter(({ entity, body }) => entity === 'comment' && body !== null)).toEqual(
      [],
    );
  }
});

const refusesAsLocked = (take: () => unknown, ent: ModelEnt) => {
  ent.reluctance = () => ({ outcome: 'refused', code: 'locked' });
  const answer = take();
  ent.reluctance = () => null;
  return answer;
};

test('a lost answer, then 400 until the grade is shown as refused, and the grade removed: the ENT has none either', async () => {
  const { device, fates, line, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push(loses, answers400, answers400);
  line.isPullCut = true;
  for (let session = 0; session < 2; session += 1) await device.synchronise();
  line.isPullCut = false;
  expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'refused' }]);
  device.saveGrade(COPY, null);
  await settle(device);
  expect([device.grade(COPY), official() ?? null]).toEqual([null, null]);
});

test('a grade that a line brought twice, refused under its second name and given up, is shown as the ENT has it', async () => {
  const { ent, device, fates, official } = await openDevice();
  device.saveGrade(COPY, 1200);
  fates.push(bringsTwice, (take) => refusesAsLocked(take, ent));
  await device.synchronise();
  const [refused] = device.waiting();
  device.sync.dropEdit(refused?.op_id ?? '');
  expect(device.grade(COPY)).toBe(null);
  await settle(device);
  expect([device.grade(COPY), official()]).toEqual([1200, 1200]);
});

for (const [typed, points] of [
  ['taken back', null],
  ['changed', 1500],
] as const)
  test(`a grade that a line brought twice, and the ENT then refused under its second name, is ${typed} there too`, async () => {
    const { ent, device, fates, official } = await openDevice();
    device.saveGrade(COPY, 1200);
    fates.push(bringsTwice, (take) => refusesAsLocked(take, ent));
    await device.synchronise();
    expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'refused' }]);
    device.saveGrade(COPY, null);
    if (points !== null) device.saveGrade(COPY, points);
    await settle(device);
    expect([device.grade(COPY), official() ?? null, conflicts(device)]).toEqual([points, points, 0]);
  });
