import { expect, test } from 'vitest';
import type { BatchReply, OpResult } from '../../main/engine/connectors/ent/wire.ts';
import { openModelDevice } from './model-device.ts';
import { TEACHER } from './simulation/model-ent.ts';

const COPY = 'copy-0';

/** A copy that both sides grade 10; ours becomes 15 while the other side says more of it. */
async function gradedOnBothSides(theirs: Record<string, unknown>, isPulledFirst: boolean) {
  const { ent, device } = await openModelDevice();
  device.saveGrade(COPY, 1000);
  await device.synchronise();
  device.saveGrade(COPY, 1500);
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 1000, ...theirs }, 'colleague');
  if (isPulledFirst) ent.forgetCursors();
  for (let session = 0; session < 3; session += 1) await device.synchronise();
  return { device, there: ent.record(`grade ${COPY}`)?.body };
}

test.each([
  [{ standing: 'late' }, 'sent first', false],
  [{ standing: 'late' }, 'received first', true],
  [{ is_counted: false }, 'sent first', false],
  [{ is_counted: false }, 'received first', true],
])(
  'what a colleague adds to a grade (%o) is not taken away unseen by another number, %s',
  async (theirs, _how, isPulledFirst) => {
    const { device, there } = await gradedOnBothSides(theirs, isPulledFirst);
    expect(there).toMatchObject(theirs);
    expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'conflict' }]);
  },
);

test.each([{ standing: null }, { is_counted: true }, { seen_by: 'a later version' }])(
  'what is said anew and is nothing new (%o) asks nobody',
  async (theirs) => {
    const { device, there } = await gradedOnBothSides(theirs, false);
    expect(there?.points_x100).toBe(1500);
    expect(device.waiting()).toEqual([]);
  },
);

test('a lesson’s date of publication that is set elsewhere stays when its text is edited here', async () => {
  const { ent, device } = await openModelDevice();
  device.writeLesson('lesson-0', 'ici', true);
  const body = ent.record('lesson lesson-0')?.body;
  ent.write('lesson', 'lesson-0', { ...body, publish_at: 1_795_600_000_000 }, TEACHER.id);
  ent.forgetCursors();
  for (let session = 0; session < 3; session += 1) await device.synchronise();
  expect(ent.record('lesson lesson-0')?.body?.publish_at).toBe(1_795_600_000_000);
  expect(JSON.stringify(ent.record('lesson lesson-0')?.body)).toContain('ici');
});

test.each<OpResult>([
  { op: '', outcome: 'refused', code: 'locked' },
  { op: '', outcome: 'deferred' },
])(
  'a grade that the ENT did not take (%o) was not said: written on the web by the same teacher, it is not taken for ours',
  async (result) => {
    const { ent, device, weather } = await openModelDevice();
    device.saveGrade(COPY, 1000);
    await device.synchronise();
    device.saveGrade(COPY, 1200);
    const carry = weather.carry.bind(weather);
    const [{ op_id: op } = { op_id: '' }] = device.outbox();
    const reply: BatchReply = { results: [{ ...result, op }], changes: [], cursor: null, more: false };
    weather.carry = (caller, name, act) =>
      carry(caller, name, name === 'batches' ? () => reply as never : act);
    await device.synchronise();
    weather.carry = carry;
    device.saveGrade(COPY, 1500);
    ent.write('grade', COPY, { submission_id: COPY, points_x100: 1200 }, TEACHER.id);
    for (let session = 0; session < 2; session += 1) await device.synchronise();
    expect(ent.record(`grade ${COPY}`)?.body?.points_x100).toBe(1200);
    expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'conflict' }]);
  },
);
