import { expect, test } from 'vitest';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { openModelDevice } from './model-device.ts';

const COPY = 'copy-0';
/** Sessions until everything has come to rest. */
const SESSIONS = 4;

type Fate = 'done' | 'not done';

/**
 * A copy that both sides grade 10; ours becomes `mine`, and the ENT fails at it by 504 three times, after it was done or without
 * doing it. Before the third, a colleague puts the 10 back.
 */
async function afterPutBack(mine: number | null, fate: Fate) {
  const { ent, device, weather } = await openModelDevice();
  const carry = weather.carry.bind(weather);
  let failures = 0;
  weather.carry = (caller, name, act) =>
    carry(caller, name, (stop) => {
      if (name !== 'batches' || failures === 0) return act(stop);
      failures -= 1;
      if (fate === 'done') act(stop);
      throw new CartableError('ent/server-error', { status: 504 }, 'later');
    });
  device.saveGrade(COPY, 1000);
  expect(await device.synchronise()).toBe('done');
  device.saveGrade(COPY, mine);
  failures = 3;
  for (let session = 0; session < 2; session += 1)
    expect(await device.synchronise()).toBe('ent/server-error');
  if (fate === 'not done') ent.write('grade', COPY, { submission_id: COPY, points_x100: 800 }, 'colleague');
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 1000 }, 'colleague');
  await device.synchronise();
  expect(failures).toBe(0);
  const settled = async () => {
    for (let session = 0; session < SESSIONS; session += 1) await device.synchronise();
    return { here: device.grade(COPY), there: ent.record(`grade ${COPY}`)?.body?.points_x100 };
  };
  return { device, settled };
}

test.each([
  ['another grade', 1200],
  ['none any more', null],
])(
  'an edit to %s that passed unheard, and over which the old grade was put back, is not shown any more',
  async (_, mine) => {
    const { device, settled } = await afterPutBack(mine, 'done');
    expect(await settled()).toEqual({ here: 1000, there: 1000 });
    expect(device.waiting()).toEqual([]);
  },
);

test('a grade typed over one that passed unheard does not write over the old one that was put back: that is a choice', async () => {
  const { device, settled } = await afterPutBack(1200, 'done');
  device.saveGrade(COPY, 1500);
  expect(await settled()).toEqual({ here: 1000, there: 1000 });
  expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'conflict' }]);
});

test('an edit that did not pass goes on the old value, whoever has written that again', async () => {
  const { device, settled } = await afterPutBack(1200, 'not done');
  expect(await settled()).toEqual({ here: 1200, there: 1200 });
  expect(device.waiting()).toEqual([]);
});

test('a lesson typed over one that passed unheard does not write over the old text that was put back: that is a choice', async () => {
  const { ent, device, weather } = await openModelDevice();
  const before = ent.record('lesson lesson-0')?.body;
  expect(before).toBeDefined();
  const carry = weather.carry.bind(weather);
  weather.carry = (caller, name, act) =>
    carry(caller, name, (stop) => {
      const answer = act(stop);
      if (name === 'batches') throw new CartableError('ent/server-error', { status: 504 }, 'later');
      return answer;
    });
  device.writeLesson('lesson-0', 'premier', true);
  for (let session = 0; session < 2; session += 1)
    expect(await device.synchronise()).toBe('ent/server-error');
  ent.write('lesson', 'lesson-0', { ...before }, 'colleague');
  device.writeLesson('lesson-0', 'second', false);
  await device.synchronise();
  weather.carry = carry;
  for (let session = 0; session < SESSIONS; session += 1) await device.synchronise();
  expect(ent.record('lesson lesson-0')?.body).toEqual(before);
  expect(device.waiting()).toMatchObject([{ entity_id: 'lesson-0', state: 'conflict' }]);
});
