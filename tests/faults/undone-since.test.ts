import { expect, test } from 'vitest';
import { homeworkGivenAgain } from '../../renderer/app/undo-steps.ts';
import { openSyncedClass } from '../engine/synced-class.ts';

/** Ctrl+Z of what is neither grade nor comment, after a colleague has changed it too: see `undone-unseen.test.ts`. */

const COLLEAGUE = { by: 'Paul Durand', byId: 'teacher-9' };
const START = Date.UTC(2026, 10, 24, 9);
const DAY = 86_400_000;

/** Homework that is removed here; a colleague's `text` outlives that when there is one. */
async function removedHomework(text?: string) {
  const { ent, engine } = await openSyncedClass(2);
  const { lessons, sync } = engine.client;
  const lesson = { classGroupId: 'class-1', title: 'Ombres', startsAt: START, isPublished: false };
  const { id: lessonId } = await lessons.save({ ...lesson, blocks: [] });
  const written = { text: 'Ex 4', dueAt: START + DAY, expectedMinutes: null };
  const { id } = await lessons.saveHomework({ lessonId, ...written });
  await sync.start();
  await lessons.removeHomework({ homeworkId: id });
  const body = ent.store.entities('homework')[0]?.body;
  if (text !== undefined) ent.editOnTheWeb([{ entity: 'homework', id, body: { ...body, text } }], COLLEAGUE);
  await sync.start();
  return {
    undo: async () => {
      await lessons.saveHomework({ id, lessonId, ...homeworkGivenAgain(written) });
      await sync.start();
    },
    textThere: () => ent.store.entities('homework').map((one) => one.body?.text),
  };
}

test('the undo of a removal of homework gives it again, as a colleague has made it meanwhile', async () => {
  const { undo, textThere } = await removedHomework('Ex 4 et 5, page 12');
  await undo();
  expect(textThere()).toEqual(['Ex 4 et 5, page 12']);
});

test('the undo of a removal of homework that nobody has touched gives it again as it was', async () => {
  const { undo, textThere } = await removedHomework();
  await undo();
  expect(textThere()).toEqual(['Ex 4']);
});
