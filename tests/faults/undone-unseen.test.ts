import { expect, test } from 'vitest';
import type { GradeMark } from '../../preload/contract/index.ts';
import { type CommentOver, commentSteps, gradeSteps } from '../../renderer/app/undo-steps.ts';
import { openSyncedClass, type SyncedClass } from '../engine/synced-class.ts';
import { writeClass } from '../engine/write-class.ts';

/** Ctrl+Z of what somebody has replaced since: it is not theirs that the teacher takes back. */

const COLLEAGUE = { by: 'Paul Durand', byId: 'teacher-9' };

const mark = (pointsTimes100: number | null): GradeMark => ({
  pointsTimes100,
  standing: null,
  isCounted: true,
});

/** Saves 8 and then another grade, as the gradebook does, and tells what Ctrl+Z asks. */
async function gradedTwice({ engine, submissionIds: [submissionId = ''] }: SyncedClass, points: number) {
  const save = (grade: object) => engine.client.grading.saveGrade({ submissionId, ...grade });
  await save(mark(800));
  await engine.client.sync.start();
  const saved = await save({ ...mark(points), before: mark(800) });
  await engine.client.sync.start();
  const { undo, redo } = gradeSteps({ ...saved, mark: mark(points) });
  return { submissionId, undo: () => save(undo), redo: () => save(redo) };
}

test('the undo of a grade does not replace one that has come since, but is shown beside it, and so is the redo', async () => {
  const given = await openSyncedClass(2);
  const { ent, engine } = given;
  const { submissionId, undo, redo } = await gradedTwice(given, 1500);
  const body = { submission_id: submissionId, points_x100: 1200 };
  ent.editOnTheWeb([{ entity: 'grade', id: submissionId, body }], COLLEAGUE);
  await engine.client.sync.start();
  for (const step of [undo, redo]) {
    await step();
    await engine.client.sync.start();
    expect(ent.store.entities('grade')[0]?.body).toMatchObject({ points_x100: 1200 });
    expect(await engine.client.sync.conflicts()).toHaveLength(1);
  }
});

test('the redo of a grade that was undone in peace does not replace one that has come since', async () => {
  const given = await openSyncedClass(2);
  const { ent, engine } = given;
  const { submissionId, undo, redo } = await gradedTwice(given, 1500);
  await undo();
  await engine.client.sync.start();
  expect(ent.store.entities('grade')[0]?.body).toMatchObject({ points_x100: 800 });
  const body = { submission_id: submissionId, points_x100: 1200 };
  ent.editOnTheWeb([{ entity: 'grade', id: submissionId, body }], COLLEAGUE);
  await engine.client.sync.start();
  await redo();
  await engine.client.sync.start();
  expect(ent.store.entities('grade')[0]?.body).toMatchObject({ points_x100: 1200 });
  expect(await engine.client.sync.conflicts()).toHaveLength(1);
});

test('the undo of a grade never makes 8 out of 20 an 8 out of 10; it takes one away all the same', async () => {
  const given = await openSyncedClass(2);
  const { ent, engine } = given;
  const { submissionId, undo } = await gradedTwice(given, 900);
  writeClass(ent, 2, { maxTimes100: 1000 });
  await engine.client.sync.start();
  await expect(undo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  const points = async () => (await engine.client.grading.submission({ submissionId })).pointsTimes100;
  expect(await points()).toBe(900);
  await engine.client.grading.saveGrade({ submissionId, ...mark(null), outOfTimes100: 2000 });
  expect(await points()).toBeNull();
});

test('a grade typed anew for one of another maximum tells what that was out of, so that undo cannot put it back', async () => {
  const given = await openSyncedClass(2);
  const { ent, engine, submissionIds } = given;
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, ...mark(800) });
  writeClass(ent, 2, { maxTimes100: 1000 });
  await engine.client.sync.start();
  const saved = await engine.client.grading.saveGrade({ submissionId, ...mark(700), before: mark(800) });
  expect(saved).toMatchObject({ previousOutOfTimes100: 2000, outOfTimes100: 1000 });
  const { undo } = gradeSteps({ ...saved, mark: mark(700) });
  await expect(engine.client.grading.saveGrade({ submissionId, ...undo })).rejects.toMatchObject({
    code: 'sync/cannot-undo',
  });
});

const teamOf = (submissionIds: readonly string[]) => ({
  id: '0190a5b0-0000-7000-8000-000000000001',
  name: 'Groupe 1',
  members: submissionIds.map((submissionId) => ({ submissionId, isApart: false })),
});

/** One of two has 14, apart from the team's 8, and is put back with the team: what there is at the ENT, and what Ctrl+Z asks. */
async function backWithTheTeam() {
  const given = await openSyncedClass(2);
  const { ent, assignmentId, submissionIds } = given;
  const [teamCopy = '', submissionId = ''] = submissionIds;
  const { grading, sync } = given.engine.client;
  await grading.saveTeams({ assignmentId, teams: [teamOf(submissionIds)] });
  await grading.saveGrade({ submissionId: teamCopy, ...mark(800), forTeam: true });
  await grading.saveGrade({ submissionId, ...mark(1400), before: mark(800) });
  await sync.start();
  const { previous } = await grading.setApart({ submissionId, isApart: false, before: mark(1400) });
  await sync.start();
  const atEnt = () => ent.store.entities('grade').find(({ id }) => id === submissionId)?.body.points_x100;
  expect(atEnt()).toBe(800);
  return { ...given, submissionId, atEnt, undo: () => grading.setApart(previous) };
}

test('the undo of « with the team » does not replace a grade that has come since, but is shown beside it', async () => {
  const { ent, engine, submissionId, atEnt, undo } = await backWithTheTeam();
  const body = { submission_id: submissionId, points_x100: 1600 };
  ent.editOnTheWeb([{ entity: 'grade', id: submissionId, body }], COLLEAGUE);
  await engine.client.sync.start();
  await undo();
  await engine.client.sync.start();
  expect(atEnt()).toBe(1600);
  expect(await engine.client.sync.conflicts()).toHaveLength(1);
});

test('the undo of « with the team » never makes 14 out of 20 a 14 out of 40', async () => {
  const { ent, engine, atEnt, undo } = await backWithTheTeam();
  writeClass(ent, 2, { maxTimes100: 4000 });
  await engine.client.sync.start();
  await expect(undo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  await engine.client.sync.start();
  expect(atEnt()).toBe(800);
});

test('the undo of a team’s grade gives the others what they had, not what had come for one; redo grades all', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(2);
  const [submissionId = ''] = submissionIds;
  const { grading, sync } = engine.client;
  await grading.saveTeams({ assignmentId, teams: [teamOf(submissionIds)] });
  await grading.saveGrade({ submissionId, ...mark(800), forTeam: true });
  await sync.start();
  const body = { submission_id: submissionId, points_x100: 1200 };
  ent.editOnTheWeb([{ entity: 'grade', id: submissionId, body }], COLLEAGUE);
  await sync.start();
  const given = { mark: mark(1500), previous: mark(1200), before: mark(800) };
  // 8 was shown when it began to be typed.
  const { previous: _, ...saved } = await grading.saveGrade({
    submissionId,
    ...mark(1500),
    before: mark(800),
    forTeam: true,
  });
  const { undo, redo } = gradeSteps({ ...given, ...saved });
  const after = async (step: object) => {
    await grading.saveGrade({ submissionId, ...step, forTeam: true });
    return (await grading.submissions({ assignmentId })).map(({ pointsTimes100 }) => pointsTimes100);
  };
  expect(await after(undo)).toEqual([1200, 800]);
  expect(await after(redo)).toEqual([1500, 1500]);
  expect(await after(undo)).toEqual([1200, 800]);
  await sync.start();
  const there = ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100]);
  expect(Object.fromEntries(there)).toEqual({
    [submissionIds[0] ?? '']: 1200,
    [submissionIds[1] ?? '']: 800,
  });
});

test('the undo of a rescaling does not replace a grade that has come since', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(2);
  const [submissionId = ''] = submissionIds;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId, ...mark(800) });
  writeClass(ent, 2, { maxTimes100: 1000 });
  ent.expireCursors();
  await sync.start();
  const { previous } = await grading.rescaleGrades({ submissionIds: [submissionId] });
  await sync.start();
  expect(ent.store.entities('grade')[0]?.body).toMatchObject({ points_x100: 400 });
  const body = { submission_id: submissionId, points_x100: 600 };
  ent.editOnTheWeb([{ entity: 'grade', id: submissionId, body }], COLLEAGUE);
  await sync.start();
  await grading.restoreOutgrown({ grades: previous });
  expect((await grading.submission({ submissionId })).pointsTimes100).toBe(600);
  expect(await sync.waiting()).toEqual([]);
});

/** Writes « un » and `text` in its place; the teacher's other computer writes another since. */
async function commentedTwice(first: string, text: string) {
  const given = await openSyncedClass(2);
  const { ent, engine } = given;
  const [submissionId = ''] = given.submissionIds;
  const say = async (words: CommentOver) => {
    await engine.client.grading.saveComment({ submissionId, ...words });
    await engine.client.sync.start();
  };
  if (first !== '') await say({ text: first, before: '' });
  await say({ text, before: first });
  const [comment] = ent.store.entities('comment');
  const body = { submission_id: submissionId, text: 'Du web, long' };
  const by = { by: 'Claire Martin', byId: engine.workspaces.current().account.id };
  ent.editOnTheWeb([{ entity: 'comment', id: comment?.id ?? '', body }], by);
  await engine.client.sync.start();
  return { ...given, submissionId, undo: () => say(commentSteps(first, text).undo) };
}

test('the undo of a comment keeps the text that has come since among the earlier ones', async () => {
  const { ent, engine, submissionId, undo } = await commentedTwice('un', 'deux');
  await undo();
  const { comments } = await engine.client.grading.submission({ submissionId });
  expect(comments[0]?.text).toBe('un');
  expect(comments[0]?.earlierTexts?.map(({ text }) => text)).toContain('Du web, long');
  expect(ent.store.entities('comment')[0]?.body).toMatchObject({ text: 'un' });
});

test('the undo of the first comment does not remove the text that has come since: the teacher chooses', async () => {
  const { ent, engine, undo } = await commentedTwice('', 'un');
  await undo();
  expect(ent.store.entities('comment')[0]?.body).toMatchObject({ text: 'Du web, long' });
  expect(await engine.client.sync.conflicts()).toMatchObject([{ mine: { isRemoved: true } }]);
});
