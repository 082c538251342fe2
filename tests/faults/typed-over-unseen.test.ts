import { expect, test } from 'vitest';
import { openModelDevice } from './model-device.ts';
import { COLLEAGUE, type ModelEnt } from './simulation/model-ent.ts';

/** A grade was being typed while another one came: nobody has seen what it would replace. */

const COPY = 'copy-0';

function pointsAt(ent: ModelEnt): unknown {
  return ent.record(`grade ${COPY}`)?.body?.points_x100;
}

/** 8 was shown when the teacher began to type 15; meanwhile 12 has come. */
async function typedWhileItCame() {
  const given = await openModelDevice();
  const { ent, device } = given;
  device.saveGrade(COPY, 800);
  await device.synchronise();
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 1200 }, COLLEAGUE.id);
  await device.synchronise();
  expect(device.grade(COPY)).toBe(1200);
  device.saveGrade(COPY, 1500, 800);
  return given;
}

test('a grade that came while another was being typed is not replaced, but shown beside it', async () => {
  const { ent, device } = await typedWhileItCame();
  await device.synchronise();
  expect(pointsAt(ent)).toBe(1200);
  const [conflict] = device.db.prepare('SELECT id, theirs FROM conflict').all() as {
    id: string;
    theirs: string;
  }[];
  expect(JSON.parse(conflict?.theirs ?? '')).toMatchObject({ points_x100: 1200 });
  device.resolve(conflict?.id ?? '', 'mine');
  await device.synchronise();
  expect(pointsAt(ent)).toBe(1500);
});

test('it is not replaced either when the ENT tells of it again before the edit has gone', async () => {
  const { ent, device } = await typedWhileItCame();
  ent.write('grade', COPY, { submission_id: COPY, points_x100: 1200 }, COLLEAGUE.id);
  ent.forgetCursors();
  for (let session = 0; session < 2; session += 1) await device.synchronise();
  expect(pointsAt(ent)).toBe(1200);
  expect(device.waiting()).toMatchObject([{ entity_id: COPY, state: 'conflict' }]);
});

test('the very grade that came, typed by chance, asks nobody', async () => {
  const { ent, device } = await typedWhileItCame();
  device.saveGrade(COPY, 1200, 1500);
  expect(device.waiting()).toEqual([]);
  expect(pointsAt(ent)).toBe(1200);
});

test('a grade that was typed over what was shown replaces it, and a second save of it changes nothing', async () => {
  const { ent, device } = await openModelDevice();
  for (const over of [null, null]) device.saveGrade(COPY, 800, over);
  await device.synchronise();
  device.saveGrade(COPY, 900, 800);
  device.saveGrade(COPY, 900, 800);
  await device.synchronise();
  expect(pointsAt(ent)).toBe(900);
  expect(device.waiting()).toEqual([]);
});
