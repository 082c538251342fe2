import { expect, test } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

const STARTS_AT = Date.UTC(2026, 10, 24, 9);
const client = ({ engine }: { engine: Engine }) => engine.client;

async function onlyWaiting(school: SyncedClass) {
  const waiting = await client(school).sync.waiting();
  expect(waiting).toHaveLength(1);
  return waiting[0] ?? expect.fail('nothing waits');
}

const pointsOf = async (school: SyncedClass, submissionId: string) =>
  (await client(school).grading.submission({ submissionId })).pointsTimes100;

/** A grade that the ENT knows (10), changed here (12) and, if asked, on the web (15). */
async function regraded({ onTheWeb = false } = {}) {
  const school = await openSyncedClass(1);
  const [submissionId = ''] = school.submissionIds;
  await client(school).grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  await client(school).sync.start();
  await client(school).grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  const gradeOnTheWeb = (points: number) =>
    school.ent.editOnTheWeb([
      { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: points } },
    ]);
  if (onTheWeb) {
    gradeOnTheWeb(1500);
    await client(school).sync.start();
  }
  return { school, submissionId, gradeOnTheWeb };
}

async function settle(school: SyncedClass, keep: 'mine' | 'theirs') {
  const [conflict] = await client(school).sync.conflicts();
  return client(school).sync.resolveConflict({ conflictId: conflict?.id ?? '', keep });
}

test('an edit taken back shows the ENT’s value and nothing is sent; put back, it waits as it did', async () => {
  const { school, submissionId } = await regraded();
  const waiting = await onlyWaiting(school);
  expect(waiting.canTakeBack).toBe(true);
  const { takenBackIds } = await client(school).sync.takeBack({ opId: waiting.opId });
  expect(await pointsOf(school, submissionId)).toBe(1000);
  expect(await client(school).sync.waiting()).toEqual([]);
  expect(await client(school).sync.takenBack()).toMatchObject([{ id: takenBackIds[0], kept: null }]);
  expect(await client(school).sync.start()).toMatchObject({ editsSent: 0 });
  await client(school).sync.putBack({ takenBackIds });
  expect(await pointsOf(school, submissionId)).toBe(1200);
  expect(await onlyWaiting(school)).toEqual(waiting);
  expect(await client(school).sync.takenBack()).toEqual([]);
  await client(school).sync.start();
  expect(school.ent.store.entities('grade')).toMatchObject([{ body: { points_x100: 1200 } }]);
});

test('what the ENT has never had is removed, and comes back word by word', async () => {
  const school = await openSyncedClass(1);
  const [submissionId = ''] = school.submissionIds;
  await client(school).grading.saveComment({ submissionId, text: 'Bien, mais relire.' });
  const { opId } = await onlyWaiting(school);
  const { takenBackIds } = await client(school).sync.takeBack({ opId });
  expect((await client(school).grading.submission({ submissionId })).comments).toEqual([]);
  await client(school).sync.putBack({ takenBackIds });
  const { comments } = await client(school).grading.submission({ submissionId });
  expect(comments).toMatchObject([{ text: 'Bien, mais relire.' }]);
});

test('what was typed again, sent, or changed at the ENT since is never overwritten by an undo', async () => {
  const { school, submissionId, gradeOnTheWeb } = await regraded();
  const first = await client(school).sync.takeBack({ opId: (await onlyWaiting(school)).opId });
  await client(school).grading.saveGrade({ submissionId, pointsTimes100: 1300 });
  await expect(client(school).sync.putBack(first)).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(await pointsOf(school, submissionId)).toBe(1300);
  school.line.failNext('/batches', 'reply-cut');
  await client(school).sync.start();
  const sealed = await onlyWaiting(school);
  expect(sealed).toMatchObject({ state: 'sealed', canTakeBack: false });
  await expect(client(school).sync.takeBack({ opId: sealed.opId })).rejects.toMatchObject({
    code: 'sync/cannot-undo',
  });
  await client(school).sync.start();
  await client(school).grading.saveGrade({ submissionId, pointsTimes100: 1400 });
  const second = await client(school).sync.takeBack({ opId: (await onlyWaiting(school)).opId });
  gradeOnTheWeb(1600);
  await client(school).sync.start();
  await expect(client(school).sync.putBack(second)).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(await pointsOf(school, submissionId)).toBe(1600);
});

test.each(['mine', 'theirs'] as const)(
  'a conflict settled by « %s » is open again after its undo',
  async (keep) => {
    const { school, submissionId } = await regraded({ onTheWeb: true });
    const before = await client(school).sync.conflicts();
    const taken = await settle(school, keep);
    expect(await pointsOf(school, submissionId)).toBe(keep === 'mine' ? 1200 : 1500);
    expect(await client(school).sync.takenBack()).toMatchObject([{ kept: keep }]);
    await client(school).sync.putBack(taken);
    expect(await client(school).sync.conflicts()).toEqual(before);
    expect(await pointsOf(school, submissionId)).toBe(1500);
    await settle(school, 'mine');
    await client(school).sync.start();
    expect(school.ent.store.entities('grade')).toMatchObject([{ body: { points_x100: 1200 } }]);
  },
);

test('typed on after a conflict was settled: the undo keeps the newest text, or refuses', async () => {
  const { school, submissionId } = await regraded({ onTheWeb: true });
  const mine = await settle(school, 'mine');
  await client(school).grading.saveGrade({ submissionId, pointsTimes100: 1250 });
  await client(school).sync.putBack(mine);
  const points = (value: number) => ({ isRemoved: false, fields: [{ name: 'points', value }] });
  expect(await client(school).sync.conflicts()).toMatchObject([
    { mine: points(1250), theirs: points(1500), isUnseen: false },
  ]);
  const theirs = await settle(school, 'theirs');
  await client(school).grading.saveGrade({ submissionId, pointsTimes100: 1700 });
  await expect(client(school).sync.putBack(theirs)).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(await pointsOf(school, submissionId)).toBe(1700);
});

async function withLesson() {
  const school = await openSyncedClass(1);
  const lesson = {
    classGroupId: 'class-1',
    title: 'Les fractions',
    startsAt: STARTS_AT,
    isPublished: false,
    blocks: [],
  };
  const { id: lessonId } = await client(school).lessons.save(lesson);
  return { school, lesson, lessonId };
}

test('a lesson that the ENT does not know yet is not taken back; its removal is, with all that went with it', async () => {
  const { school, lessonId } = await withLesson();
  expect(await onlyWaiting(school)).toMatchObject({ canTakeBack: false });
  await client(school).lessons.saveHomework({ lessonId, text: 'Exercice 4', dueAt: STARTS_AT });
  await client(school).sync.start();
  await client(school).lessons.remove({ lessonId });
  const waiting = await client(school).sync.waiting();
  const removal = waiting.find(({ entity }) => entity === 'lesson');
  expect(waiting.find(({ entity }) => entity === 'homework')).toMatchObject({ canTakeBack: false });
  const taken = await client(school).sync.takeBack({ opId: removal?.opId ?? '' });
  expect(await client(school).sync.waiting()).toEqual([]);
  const shown = await client(school).lessons.get({ lessonId });
  expect(shown).toMatchObject({ homework: [{ text: 'Exercice 4' }], sync: 'synced' });
  await client(school).sync.putBack(taken);
  expect(await client(school).sync.waiting()).toHaveLength(2);
  await client(school).sync.start();
  expect([school.ent.store.count('lesson'), school.ent.store.count('homework')]).toEqual([0, 0]);
});

test('a conflict shows every field in which the sides differ: title, date, publication; nothing else', async () => {
  const { school, lesson, lessonId } = await withLesson();
  await client(school).sync.start();
  await client(school).lessons.save({
    ...lesson,
    id: lessonId,
    title: 'Ici',
    startsAt: STARTS_AT + 1,
    isPublished: true,
  });
  const [record] = school.ent.store.entities('lesson');
  school.ent.editOnTheWeb([
    { entity: 'lesson', id: lessonId, body: { ...record?.body, title: 'Là', starts_at: STARTS_AT + 2 } },
  ]);
  await client(school).sync.start();
  expect(await client(school).sync.conflicts()).toMatchObject([
    {
      mine: {
        fields: [
          { name: 'title', value: 'Ici' },
          { name: 'startsAt', value: STARTS_AT + 1 },
          { name: 'isPublished', value: true },
        ],
      },
      theirs: {
        fields: [
          { name: 'title', value: 'Là' },
          { name: 'startsAt', value: STARTS_AT + 2 },
          { name: 'isPublished', value: false },
        ],
      },
    },
  ]);
});

test('a refused edit that is given up comes back by undo, refused as it was, and can go', async () => {
  const { school, submissionId } = await regraded();
  const { engine, ent } = school;
  let isLocked = true;
  const url = await pickyEnt(ent.url, (asked) =>
    isLocked && batchIn(asked) !== null ? { status: 400, code: 'invalid' } : null,
  );
  pointTo(engine, url);
  await client(school).sync.start();
  const { opId, state } = await onlyWaiting(school);
  expect(state).toBe('refused');
  const { takenBackIds } = await client(school).sync.dropEdit({ opId });
  expect([await pointsOf(school, submissionId), await client(school).sync.waiting()]).toEqual([1000, []]);
  await client(school).sync.putBack({ takenBackIds });
  expect(await pointsOf(school, submissionId)).toBe(1200);
  expect(await onlyWaiting(school)).toMatchObject({ opId, state: 'refused' });
  isLocked = false;
  await client(school).sync.retryEdit({ opId });
  await client(school).sync.start();
  expect(ent.store.entities('grade')[0]?.body.points_x100).toBe(1200);
});

test('a new lesson that is refused, given up and taken back has its homework and documents behind it again', async () => {
  const { ent, engine, document } = await openSyncedClass();
  let isLocked = true;
  const url = await pickyEnt(ent.url, (asked) =>
    isLocked && batchIn(asked)?.ops.some(({ entity }) => entity === 'lesson') === true
      ? { status: 400, code: 'invalid' }
      : null,
  );
  pointTo(engine, url);
  const { lessons, sync } = engine.client;
  const text = { classGroupId: 'class-1', title: 'Séance', startsAt: STARTS_AT, isPublished: false };
  const { id: lessonId } = await lessons.save({ ...text, blocks: [] });
  await lessons.saveHomework({ lessonId, text: 'Exercice 4', dueAt: STARTS_AT });
  await lessons.attach({ lessonId, path: await document('fiche.txt', 'bonjour') });
  for (let session = 0; session < 4; session += 1) await sync.start();
  const { opId = '' } = (await sync.waiting()).find(({ entity }) => entity === 'lesson') ?? {};
  const { takenBackIds } = await sync.dropEdit({ opId });
  await sync.putBack({ takenBackIds });
  isLocked = false;
  await sync.retryEdit({ opId });
  for (let session = 0; session < 3; session += 1) await sync.start();
  const counts = (['lesson', 'homework', 'resource'] as const).map((entity) => ent.store.count(entity));
  expect(counts).toEqual([1, 1, 1]);
});
