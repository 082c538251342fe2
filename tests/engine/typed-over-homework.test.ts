import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { openDomainWorkspace } from './domain-workspace.ts';

/** Something that is typed in a piece of homework is not saved yet, while an exchange brings another one. */

const STARTS_AT = Date.UTC(2026, 10, 24, 9);
const DAY = 86_400_000;

async function openHomework() {
  const workspace = await openDomainWorkspace();
  workspace.receive('class_group', 'class-1', { name: '2de 3', subject_id: 'subject-1' });
  const lesson = { classGroupId: 'class-1', title: 'Les fractions', startsAt: STARTS_AT, blocks: [] };
  const { id: lessonId } = lessonsHandlers.save(workspace.context, lesson);
  const before = { text: 'Exercice 3', dueAt: STARTS_AT + DAY, expectedMinutes: null, handIn: null };
  const { id } = lessonsHandlers.saveHomework(workspace.context, { ...before, lessonId });
  workspace.push();
  /** What somebody else has made of it. */
  const receive = (said: { text?: string; due_at?: number; expected_minutes?: number }) => {
    const asItWas = { text: before.text, due_at: before.dueAt };
    workspace.receive('homework', id, {
      lesson_id: lessonId,
      class_group_id: 'class-1',
      ...asItWas,
      ...said,
    });
  };
  const save = (typed: Partial<typeof before>, saveId?: string) =>
    lessonsHandlers.saveHomework(workspace.context, { ...before, ...typed, id, lessonId, before, saveId });
  return { workspace, before, id, lessonId, receive, save };
}

test('a date and a length that came while a text was typed stay beside it, and are sent so', async () => {
  const { workspace, receive, save } = await openHomework();
  receive({ due_at: STARTS_AT + 2 * DAY, expected_minutes: 20 });
  const saved = save({ text: 'Exercices 3 et 4' });
  expect(saved).toMatchObject({ text: 'Exercices 3 et 4', dueAt: STARTS_AT + 2 * DAY, expectedMinutes: 20 });
  const [edit] = workspace.waiting();
  expect(JSON.parse(edit?.payload ?? '{}')).toMatchObject({
    text: 'Exercices 3 et 4',
    due_at: STARTS_AT + 2 * DAY,
    expected_minutes: 20,
  });
});

test('a text that came while a date was chosen stays', async () => {
  const { receive, save } = await openHomework();
  receive({ text: 'Exercice 3, p. 12' });
  expect(save({ dueAt: STARTS_AT + 3 * DAY })).toMatchObject({
    text: 'Exercice 3, p. 12',
    dueAt: STARTS_AT + 3 * DAY,
  });
});

test('a text that both have changed is kept twice; a date that both have changed is the one that was chosen here', async () => {
  const { receive, save } = await openHomework();
  receive({ text: 'Exercice 3, p. 12', due_at: STARTS_AT + 2 * DAY });
  expect(save({ text: 'Exercices 3 et 4', dueAt: STARTS_AT + 3 * DAY })).toMatchObject({
    text: 'Exercice 3, p. 12\nExercices 3 et 4',
    dueAt: STARTS_AT + 3 * DAY,
  });
});

test('a text that has room for one of the two only is the one that was typed', async () => {
  const { receive, save } = await openHomework();
  receive({ text: 'a'.repeat(3000) });
  const typed = 'b'.repeat(3000);
  expect(save({ text: typed }).text).toBe(typed);
});

test('two who each take away the line that the other one leaves leave what was typed here', async () => {
  const { workspace, id, lessonId, receive, before } = await openHomework();
  const shown = { ...before, text: 'Lire.\nRésumer.' };
  lessonsHandlers.saveHomework(workspace.context, { ...shown, id, lessonId });
  workspace.push();
  receive({ text: 'Lire.' });
  const edited = { ...shown, text: 'Résumer.', id, lessonId, before: shown };
  expect(lessonsHandlers.saveHomework(workspace.context, edited).text).toBe('Résumer.');
});

test('a save that is sent again changes nothing, whatever has come in between', async () => {
  const { workspace, receive, save } = await openHomework();
  save({ text: 'Exercices 3 et 4' }, 'save-1');
  workspace.push();
  receive({ text: 'Exercices 3, 4 et 5', due_at: STARTS_AT + 2 * DAY });
  expect(save({ text: 'Exercices 3 et 4' }, 'save-1')).toMatchObject({
    text: 'Exercices 3, 4 et 5',
    dueAt: STARTS_AT + 2 * DAY,
  });
  expect(workspace.waiting()).toEqual([]);
});

test('what was removed elsewhere while it was typed in comes back as it was typed', async () => {
  const { workspace, id, save } = await openHomework();
  workspace.receive('homework', id, null);
  expect(save({ text: 'Exercices 3 et 4' }).text).toBe('Exercices 3 et 4');
  expect(workspace.waiting()).toHaveLength(1);
});
