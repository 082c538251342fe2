import { expect, test } from 'vitest';
import {
  handlingSteps,
  homeworkGivenAgain,
  publicationSteps,
  rulesSteps,
} from '../../renderer/app/undo-steps.ts';
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
  const written = { text: 'Ex 4', dueAt: START + DAY, expectedMinutes: null, handIn: null };
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

/** A copy that is « in marking » by this teacher's word. */
async function markedCopy() {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(2);
  const [id = ''] = submissionIds;
  const { grading, sync } = engine.client;
  const handled = { states: true, extensions: true, reopens: false, attempts_max: null };
  const assignment = ent.store.entities('assignment')[0]?.body;
  ent.editOnTheWeb([{ entity: 'assignment', id: assignmentId, body: { ...assignment, handled } }]);
  await sync.start();
  const save = async (change: object) => {
    const { previous } = await grading.saveHandling({ submissionId: id, ...change });
    await sync.start();
    return previous;
  };
  const change = { state: 'in-marking' } as const;
  const steps = handlingSteps(change, await save(change));
  const there = () => ent.store.entities('handling')[0]?.body;
  const comes = async (news: object) => {
    ent.editOnTheWeb([{ entity: 'handling', id, body: { ...there(), ...news } }], COLLEAGUE);
    await sync.start();
  };
  return { there, comes, undo: () => save(steps.undo), redo: () => save(steps.redo) };
}

test('the undo and the redo of how far a copy is marked leave the date that a colleague has given the student since', async () => {
  const { there, comes, undo, redo } = await markedCopy();
  await comes({ extended_to: START });
  await undo();
  expect(there()).toMatchObject({ state: 'not-marked', extended_to: START });
  await comes({ extended_to: START + DAY });
  await redo();
  expect(there()).toMatchObject({ state: 'in-marking', extended_to: START + DAY });
});

test('how far a copy is marked is not taken back where a colleague has marked it further since', async () => {
  const { there, comes, undo } = await markedCopy();
  await comes({ state: 'in-review' });
  await expect(undo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(there()).toMatchObject({ state: 'in-review' });
});

/** Grades that this teacher publishes at a date. */
async function publishedGrades() {
  const { ent, engine, assignmentId } = await openSyncedClass(2);
  const { grading, sync } = engine.client;
  const publish = async (input: { at: number | 'now' | null; before?: number | null }) => {
    const published = await grading.publish({ assignmentId, ...input });
    await sync.start();
    return published;
  };
  const there = () => ent.store.entities('assessment')[0]?.body;
  const comes = async (publishAt: number) => {
    const body = { ...there(), publish_at: publishAt };
    ent.editOnTheWeb([{ entity: 'assessment', id: assignmentId, body }], COLLEAGUE);
    await sync.start();
  };
  const { undo, redo } = publicationSteps(await publish({ at: 'now' }));
  return { there, comes, at: redo.at, undo: () => publish(undo), redo: () => publish(redo) };
}

test('neither the undo nor the redo of a publication replaces a date that a colleague has set since', async () => {
  const { there, comes, undo, redo } = await publishedGrades();
  const [later, latest] = [Date.now() + 9 * DAY, Date.now() + 12 * DAY];
  await comes(later);
  await expect(undo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(there()).toMatchObject({ publish_at: later });
  await comes(latest);
  await expect(redo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(there()).toMatchObject({ publish_at: latest });
});

test('a publication is undone and redone in peace', async () => {
  const { there, at, undo, redo } = await publishedGrades();
  for (const [step, expected] of [
    [undo, null],
    [redo, at],
    [undo, null],
  ] as const) {
    await step();
    expect(there()?.publish_at ?? null).toBe(expected);
  }
});

/** A class of two grades whose rules this teacher changes; a colleague says something else of it since. */
async function ruledGrades() {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(2);
  const { grading, sync } = engine.client;
  for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  const save = async (change: Parameters<typeof rulesSteps>[0]) => {
    const { previous } = await grading.saveRules({ assignmentId, ...change });
    await sync.start();
    return previous;
  };
  const [, other = ''] = submissionIds;
  const comes = async (isCounted: boolean) => {
    const body = { submission_id: other, points_x100: 1200, is_counted: isCounted };
    ent.editOnTheWeb([{ entity: 'grade', id: other, body }], COLLEAGUE);
    await sync.start();
  };
  const becomesBonus = async () => {
    const body = { assignment_id: assignmentId, publish_at: null, counting: 'bonus' };
    ent.editOnTheWeb([{ entity: 'assessment', id: assignmentId, body }], COLLEAGUE);
    await sync.start();
  };
  const counted = () =>
    submissionIds.map((id) => ent.store.entities('grade').find((one) => one.id === id)?.body.is_counted);
  const counting = () => ent.store.entities('assessment')[0]?.body.counting;
  return { save, comes, becomesBonus, counted, counting, conflicts: () => sync.conflicts() };
}

test('the undo of « bonus » leaves a colleague’s word that a grade does not count', async () => {
  const { save, comes, counted, counting, conflicts } = await ruledGrades();
  const change = { scale: null, isCounted: true, counting: 'bonus' } as const;
  const { undo, redo } = rulesSteps(change, await save(change));
  await comes(false);
  await save(undo);
  expect(counting() ?? 'ordinary').toBe('ordinary');
  await save(redo);
  expect(counting()).toBe('bonus');
  expect(counted().map((one) => one ?? true)).toEqual([true, false]);
  expect(await conflicts()).toEqual([]);
});

test('the undo and the redo of another rule leave that a colleague has made it a bonus since', async () => {
  const { save, becomesBonus, counted, counting } = await ruledGrades();
  const change = { scale: null, isCounted: false, counting: 'ordinary' } as const;
  const { undo, redo } = rulesSteps(change, await save(change));
  await becomesBonus();
  for (const [step, isCounted] of [
    [undo, true],
    [redo, false],
  ] as const) {
    await save(step);
    expect(counted().map((one) => one ?? true)).toEqual([isCounted, isCounted]);
    expect(counting()).toBe('bonus');
  }
});

test('the undo of « counts » leaves a colleague’s word that a grade does not, and counts again what counted', async () => {
  const { save, comes, counted } = await ruledGrades();
  await save({ isCounted: false });
  await comes(true);
  const change = { isCounted: true };
  const { undo } = rulesSteps(change, await save(change));
  await save(undo);
  expect(counted().map((one) => one ?? true)).toEqual([false, true]);
  const { undo: again } = rulesSteps(change, await save(change));
  await comes(false);
  await save(again);
  expect(counted().map((one) => one ?? true)).toEqual([false, false]);
});
