import { expect, test } from 'vitest';
import { openModelDevice } from './model-device.ts';
import type { Device } from './simulation/device.ts';
import { COLLEAGUE, type ModelEnt, TEACHER } from './simulation/model-ent.ts';
import { lost } from './simulation/weather.ts';

/** While the teacher has something to choose, others go on writing there. */

const LESSON = 'lesson-0';

function lessonAt(ent: ModelEnt) {
  return ent.record(`lesson ${LESSON}`)?.body as { title: string; blocks: unknown[] };
}

function writeElsewhere(ent: ModelEnt, change: { title?: string; word?: string }): void {
  const body = lessonAt(ent);
  const { title = body.title, word } = change;
  const content = { type: 'paragraph', content: [{ type: 'text', text: word }] };
  const blocks = word === undefined ? body.blocks : [...body.blocks, { id: word, content }];
  ent.write('lesson', LESSON, { ...body, title, blocks }, COLLEAGUE.id);
}

function chooseMine(device: Device): void {
  const ids = device.db.prepare('SELECT id FROM conflict').pluck().all() as string[];
  for (const id of ids) device.resolve(id, 'mine');
}

/** Two titles, of which the teacher is to choose one; ours has a word of text beside it. */
async function betweenTitles() {
  const given = await openModelDevice();
  const { ent, device } = given;
  device.renameLesson(LESSON, 'ici');
  device.writeLesson(LESSON, 'mot-ici', false);
  writeElsewhere(ent, { title: 'ailleurs' });
  await device.synchronise();
  expect(device.waiting()).toMatchObject([{ entity_id: LESSON, state: 'conflict' }]);
  return given;
}

test('our title, chosen, takes away nothing of what a colleague has written since', async () => {
  const { ent, device } = await betweenTitles();
  for (const word of ['plus-tard', 'encore']) {
    writeElsewhere(ent, { word });
    await device.synchronise();
  }
  chooseMine(device);
  await device.synchronise();
  const { title, blocks } = lessonAt(ent);
  expect(title).toBe('ici');
  for (const word of ['mot-ici', 'plus-tard', 'encore'])
    expect(JSON.stringify(blocks).split(`"text":"${word}"`)).toHaveLength(2);
});

test('what a colleague has taken away since does not come back with our title', async () => {
  const { ent, device } = await betweenTitles();
  ent.write('lesson', LESSON, { ...lessonAt(ent), blocks: [] }, COLLEAGUE.id);
  await device.synchronise();
  chooseMine(device);
  await device.synchronise();
  expect(lessonAt(ent).title).toBe('ici');
  expect(JSON.stringify(lessonAt(ent).blocks)).not.toContain('début');
});

test('a text that the ENT refused, and that is chosen at last, takes away nothing of what stands there by then', async () => {
  const { ent, device } = await openModelDevice();
  ent.reluctance = () => ({ outcome: 'refused', code: 'locked' });
  device.writeLesson(LESSON, 'mot-ici', false);
  await device.synchronise();
  ent.reluctance = () => null;
  writeElsewhere(ent, { word: 'plus-tard' });
  await device.synchronise();
  chooseMine(device);
  await device.synchronise();
  for (const word of ['mot-ici', 'plus-tard']) expect(JSON.stringify(lessonAt(ent).blocks)).toContain(word);
});

test('a grade that was sent twice and put off at the second time is still its author’s when the first arrives at last', async () => {
  const { ent, device, weather } = await openModelDevice();
  device.saveGrade('copy-0', 1200);
  const carry = weather.carry.bind(weather);
  let arrive = () => {};
  weather.carry = (caller, name, act) => {
    if (name !== 'batches') return carry(caller, name, act);
    arrive = () => void act(null);
    weather.carry = carry;
    return Promise.reject(lost());
  };
  await device.synchronise();
  ent.reluctance = () => ({ outcome: 'deferred' });
  await device.synchronise();
  ent.reluctance = () => null;
  device.saveGrade('copy-0', 1500);
  arrive();
  expect(ent.record('grade copy-0')).toMatchObject({ body: { points_x100: 1200 }, byId: TEACHER.id });
  for (let session = 0; session < 3; session += 1) await device.synchronise();
  expect(device.waiting()).toMatchObject([{ entity_id: 'copy-0', state: 'pending' }]);
  expect(device.grade('copy-0')).toBe(1500);
});

test('what an ENT that was put back to yesterday has lost stays in our side, and goes with it', async () => {
  const { ent, device } = await openModelDevice();
  const yesterday = ent.snapshot();
  writeElsewhere(ent, { word: 'collegue' });
  device.saveGrade('copy-0', 800);
  await device.synchronise();
  device.writeLesson(LESSON, 'mot-ici', false);
  ent.restore(yesterday);
  await device.synchronise();
  await device.adopt(device.sync.notices().datasetChange?.datasetId ?? '');
  for (let session = 0; session < 2; session += 1) await device.synchronise();
  chooseMine(device);
  await device.synchronise();
  for (const word of ['mot-ici', 'collegue']) expect(JSON.stringify(lessonAt(ent).blocks)).toContain(word);
});

test('what is typed while a choice is open stays in our side when « theirs » is chosen and undone', async () => {
  const { ent, device } = await betweenTitles();
  device.writeLesson(LESSON, 'pendant', false);
  const ids = device.db.prepare('SELECT id FROM conflict').pluck().all() as string[];
  for (const undo of ids.map((id) => device.resolve(id, 'theirs'))) undo();
  device.writeLesson(LESSON, 'apres', false);
  chooseMine(device);
  await device.synchronise();
  for (const word of ['mot-ici', 'pendant', 'apres'])
    expect(JSON.stringify(lessonAt(ent).blocks)).toContain(`"text":"${word}"`);
});
