import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { assignmentBody, openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const { save, remove, restore, saveHomework, removeHomework, gradedHomework, gradeHomework, gradedIn } =
  lessonsHandlers;
const DAY = 86_400_000;
const TO_GRADE = { maxTimes100: 2000, assignmentId: null };

/** A lesson of 2de 4 with one piece of homework; the ENT has « Devoir surveillé 1 » for that class. */
async function openHomework(text = 'DM 2 : les lentilles\nSur feuille.') {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  const lesson = { classGroupId: '2de4', title: 'Lentilles', startsAt: START + DAY, blocks: [] };
  const { id: lessonId } = save(context, lesson);
  const { id: homeworkId } = saveHomework(context, { lessonId, text, dueAt: START + 8 * DAY });
  const read = () => gradedHomework(context, { lessonId });
  return { workspace, context, lessonId, homeworkId, read };
}

test('homework that is to be graded is so once, sends nothing, and is not any more after undo', async () => {
  const { workspace, context, homeworkId, read } = await openHomework();
  workspace.push();
  expect(read()).toMatchObject([{ homeworkId, grading: null, assignment: null }]);
  const { before } = gradeHomework(context, { homeworkId, grading: TO_GRADE });
  gradeHomework(context, { homeworkId, grading: TO_GRADE });
  expect(before).toBeNull();
  expect(read()).toMatchObject([
    { title: 'DM 2 : les lentilles', classGroupName: '2de 4', grading: TO_GRADE, assignment: null },
  ]);
  expect(workspace.store.db.prepare('SELECT COUNT(*) FROM graded_homework').pluck().get()).toBe(1);
  expect(workspace.waiting()).toEqual([]);
  const undone = gradeHomework(context, { homeworkId, grading: before });
  expect(undone.before).toEqual(TO_GRADE);
  expect(read()).toMatchObject([{ grading: null }]);
});

test('the assignment that the ENT has under its title is found by itself, and tells its lesson', async () => {
  const { workspace, context, lessonId, homeworkId, read } = await openHomework();
  gradeHomework(context, { homeworkId, grading: TO_GRADE });
  const dueAt = START + 8 * DAY;
  workspace.receive(
    'assignment',
    'dm2',
    assignmentBody({ title: 'DM 2 : Les lentilles', due_at: dueAt, max_x100: 1000 }),
  );
  const assignment = { id: 'dm2', title: 'DM 2 : Les lentilles', dueAt, maxTimes100: 1000 };
  expect(read()).toMatchObject([{ assignment, choices: [assignment, { id: 'ds1' }] }]);
  expect(gradedIn(context, { assignmentId: 'dm2' })).toEqual([
    { lessonId, title: 'Lentilles', startsAt: START + DAY },
  ]);
  expect(gradedIn(context, { assignmentId: 'ds1' })).toEqual([]);

  remove(context, { lessonId });
  expect(gradedIn(context, { assignmentId: 'dm2' })).toEqual([]);
  restore(context, { lessonId });
  expect(gradedIn(context, { assignmentId: 'dm2' })).toHaveLength(1);
});

test('an assignment that is chosen counts until the ENT has it no more; homework that comes back is graded as before', async () => {
  const { workspace, context, lessonId, homeworkId, read } = await openHomework();
  gradeHomework(context, { homeworkId, grading: { ...TO_GRADE, assignmentId: 'ds1' } });
  expect(read()).toMatchObject([{ assignment: { id: 'ds1' } }]);
  expect(gradedIn(context, { assignmentId: 'ds1' })).toMatchObject([{ lessonId }]);

  removeHomework(context, { homeworkId });
  expect([read(), gradedIn(context, { assignmentId: 'ds1' })]).toEqual([[], []]);
  saveHomework(context, { id: homeworkId, lessonId, text: 'DM 2', dueAt: START + 8 * DAY });
  expect(read()).toMatchObject([{ assignment: { id: 'ds1' } }]);

  workspace.receive('assignment', 'ds1', null);
  expect(read()).toMatchObject([{ grading: { maxTimes100: 2000 }, assignment: null, choices: [] }]);
});

test('an assignment of another class, homework that is gone, and what nobody knows are refused', async () => {
  const { workspace, context, homeworkId } = await openHomework();
  workspace.receive('class_group', '1re2', { name: '1re 2', subject_id: 'maths' });
  workspace.receive('assignment', 'other', assignmentBody({ class_group_id: '1re2' }));
  const refused = { code: 'store/not-found' };
  const choose = (assignmentId: string) =>
    gradeHomework(context, { homeworkId, grading: { ...TO_GRADE, assignmentId } });
  expect(() => choose('other')).toThrowError(expect.objectContaining(refused));
  removeHomework(context, { homeworkId });
  expect(() => gradeHomework(context, { homeworkId, grading: TO_GRADE })).toThrowError(
    expect.objectContaining(refused),
  );
  expect(() => gradedIn(context, { assignmentId: 'nobody' })).toThrowError(expect.objectContaining(refused));
  expect(workspace.store.db.prepare('SELECT COUNT(*) FROM graded_homework').pluck().get()).toBe(0);
});
