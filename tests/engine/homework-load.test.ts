import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { type DomainWorkspace, openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const { save, get, load, saveHomework, removeHomework } = lessonsHandlers;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const week = { fromMs: START, toMs: START + 7 * DAY };

async function openLesson(): Promise<DomainWorkspace & { lessonId: string }> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const lesson = { classGroupId: '2de4', title: 'Ondes', startsAt: START + HOUR, blocks: [] };
  const { id: lessonId } = save(workspace.context, lesson);
  return { ...workspace, lessonId };
}

function sentHomework(workspace: DomainWorkspace): unknown {
  const op = workspace.waiting().find(({ entity }) => entity === 'homework');
  return JSON.parse(op?.payload ?? 'null');
}

test('the expected time of homework is sent, kept by edits that say nothing of it, and taken back by one that does', async () => {
  const workspace = await openLesson();
  const { context, lessonId } = workspace;
  const piece = { lessonId, text: 'Ex. 12', dueAt: START + DAY };
  const { id } = saveHomework(context, { ...piece, expectedMinutes: 25 });
  expect(sentHomework(workspace)).toMatchObject({ text: 'Ex. 12', expected_minutes: 25 });
  workspace.push();
  saveHomework(context, { ...piece, id, text: 'Ex. 13' });
  expect(get(context, { lessonId }).homework[0]).toMatchObject({ text: 'Ex. 13', expectedMinutes: 25 });
  expect(sentHomework(workspace)).toMatchObject({ text: 'Ex. 13', expected_minutes: 25 });
  saveHomework(context, { ...piece, id, expectedMinutes: null });
  expect(sentHomework(workspace)).not.toHaveProperty('expected_minutes');
});

test('an expected time that is all that changes is an edit; the same one is none', async () => {
  const workspace = await openLesson();
  const { context, lessonId } = workspace;
  const piece = { lessonId, text: 'Ex. 12', dueAt: START + DAY };
  const { id } = saveHomework(context, { ...piece, expectedMinutes: 25 });
  workspace.push();
  saveHomework(context, { ...piece, id, expectedMinutes: 25 });
  expect(workspace.waiting()).toEqual([]);
  saveHomework(context, { ...piece, id, expectedMinutes: 40 });
  expect(sentHomework(workspace)).toMatchObject({ expected_minutes: 40 });
});

test('a class’s load is all of its homework of that week, the ENT’s too, and of no other class', async () => {
  const workspace = await openLesson();
  const { context, lessonId, receive } = workspace;
  receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  const given = { lesson_id: null, text: 'Lire', due_at: START + 2 * DAY };
  receive('homework', 'web', { ...given, class_group_id: '2de4', expected_minutes: 60 });
  receive('homework', 'unsaid', { ...given, class_group_id: '2de4', due_at: START + 3 * DAY });
  receive('homework', 'other', { ...given, class_group_id: '2de5' });
  receive('homework', 'later', { ...given, class_group_id: '2de4', due_at: week.toMs });
  const dueAt = START + DAY;
  saveHomework(context, { lessonId, text: 'Ex. 12', dueAt, expectedMinutes: 25 });
  const gone = saveHomework(context, { lessonId, text: 'Ex. 14', dueAt });
  removeHomework(context, { homeworkId: gone.id });
  const loads = load(context, { classGroupId: '2de4', ...week });
  expect(loads.map(({ text, expectedMinutes }) => [text, expectedMinutes])).toEqual([
    ['Ex. 12', 25],
    ['Lire', 60],
    ['Lire', null],
  ]);
});
