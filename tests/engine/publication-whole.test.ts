import { expect, test } from 'vitest';
import { countCopies } from '../../renderer/screens/grading/copies.ts';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass } from './synced-class.ts';
import { writeClass } from './write-class.ts';

const CLASS = 3;
const DAY = 86_400_000;

test('a class is not shown a part of its grades when the ENT fails at one of them', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  const [bad = ''] = submissionIds;
  let isWell = false;
  const url = await pickyEnt(ent.url, (asked) => {
    const fails = batchIn(asked)?.ops.some(({ id, entity }) => id === bad && entity === 'grade');
    return fails === true && !isWell ? { status: 500, code: null } : null;
  });
  pointTo(engine, url);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  await engine.client.grading.publish({ assignmentId, at: 'now' });
  for (let session = 0; session < 6; session += 1) {
    await engine.client.sync.start();
    expect(ent.store.count('assessment')).toBe(0);
  }
  expect(ent.store.count('grade')).toBe(CLASS - 1);
  const waiting = await engine.client.sync.waiting();
  expect(waiting.map(({ entity, reason }) => `${entity} ${reason}`).toSorted()).toEqual([
    'assessment group-failed',
    'grade server-error',
  ]);
  isWell = true;
  await engine.client.sync.start();
  expect(ent.store.count('grade')).toBe(CLASS);
  const [publication] = await engine.client.sync.waiting();
  await engine.client.sync.retryEdit({ opId: publication?.opId ?? '' });
  await engine.client.sync.start();
  expect(ent.store.count('assessment')).toBe(1);
  expect(await engine.client.sync.waiting()).toEqual([]);
});

/** A class that is graded and published, of which nothing has left yet. */
async function published({ isKnown = false, opsMax = 200 } = {}) {
  const given = await openSyncedClass(CLASS);
  const { ent, engine, assignmentId, submissionIds } = given;
  const { grading, sync } = engine.client;
  if (isKnown) {
    await grading.publish({ assignmentId, at: Date.now() + 30 * DAY });
    await sync.start();
  }
  ent.dial.turn({ limits: { ops: opsMax } });
  for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  await grading.publish({ assignmentId, at: 'now' });
  const gradeThere = (id: string) =>
    ent.editOnTheWeb([{ entity: 'grade', id, body: { submission_id: id, points_x100: 500 } }]);
  const isPublished = () => {
    const at = ent.store.entities('assessment')[0]?.body.publish_at as number | null | undefined;
    return at != null && at <= Date.now();
  };
  const synchronise = async () => {
    for (let session = 0; session < 3; session += 1) await sync.start();
  };
  return { ...given, one: submissionIds[1] ?? '', gradeThere, isPublished, synchronise };
}

test('nor when the assignment’s maximum has changed under all of them', async () => {
  const { ent, engine, isPublished, synchronise } = await published();
  writeClass(ent, CLASS, { maxTimes100: 1000 });
  ent.expireCursors();
  await synchronise();
  expect(isPublished()).toBe(false);
  const reasons = (await engine.client.sync.waiting()).map(({ entity, reason }) => `${entity} ${reason}`);
  expect(reasons.toSorted()).toEqual([
    'assessment group-failed',
    ...Array(CLASS).fill('grade maximum-changed'),
  ]);
});

test('nor when they are more than a batch takes, and one of them is refused', async () => {
  const { ent, one, isPublished, synchronise } = await published({ opsMax: 2 });
  ent.editOnTheWeb([{ entity: 'submission', id: one, body: null }]);
  await synchronise();
  expect(isPublished()).toBe(false);
});

test.each([true, false])(
  'nor when how they count was changed elsewhere, and one is to be chosen (cursor expired: %s)',
  async (isExpired) => {
    const { ent, assignmentId, one, gradeThere, isPublished, synchronise } = await published({
      isKnown: true,
    });
    const body = ent.store.entities('assessment')[0]?.body ?? {};
    ent.editOnTheWeb([{ entity: 'assessment', id: assignmentId, body: { ...body, counting: 'bonus' } }]);
    gradeThere(one);
    if (isExpired) ent.expireCursors();
    await synchronise();
    expect(isPublished()).toBe(false);
  },
);

test('nor when it is published while they are on their way, and one is to be chosen', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  let isCut = true;
  pointTo(engine, await pickyEnt(ent.url, (asked) => (isCut && batchIn(asked) !== null ? 'cut' : null)));
  const { grading, sync } = engine.client;
  for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  await sync.start();
  await grading.publish({ assignmentId, at: 'now' });
  const id = submissionIds[1] ?? '';
  ent.editOnTheWeb([{ entity: 'grade', id, body: { submission_id: id, points_x100: 500 } }]);
  isCut = false;
  for (let session = 0; session < 2; session += 1) await sync.start();
  expect(ent.store.count('assessment')).toBe(0);
  const [conflict] = await sync.conflicts();
  await sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
  const publication = (await sync.waiting()).find(({ entity }) => entity === 'assessment');
  await sync.retryEdit({ opId: publication?.opId ?? '' });
  await sync.start();
  expect([ent.store.count('assessment'), ent.store.count('grade')]).toEqual([1, CLASS]);
});

test('a grade in conflict before a publication stays here, and is counted before the teacher confirms', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  const [contested = ''] = submissionIds;
  const by = { by: 'Paul Durand', byId: 'teacher-9' };
  const theirs = { submission_id: contested, points_x100: 1200 };
  ent.editOnTheWeb([{ entity: 'grade', id: contested, body: theirs }], by);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  const counts = async () => countCopies(await engine.client.grading.submissions({ assignmentId }));
  expect((await counts()).heldBack).toBe(0);
  await engine.client.sync.start();
  expect((await counts()).heldBack).toBe(1);
  await engine.client.grading.publish({ assignmentId, at: 'now' });
  await engine.client.sync.start();
  expect(ent.store.count('assessment')).toBe(1);
  const told = ent.store.entities('grade').map(({ body }) => body.points_x100);
  expect(told).toEqual([1200, 1000, 1000]);
  expect((await counts()).heldBack).toBe(1);
});

/** A class whose grades are cut on their way, once, and may have been heard. */
async function cutOnTheWay() {
  const given = await openSyncedClass(CLASS);
  const { ent, engine, assignmentId, submissionIds } = given;
  const { grading, sync } = engine.client;
  let isCut = true;
  pointTo(engine, await pickyEnt(ent.url, (asked) => (isCut && batchIn(asked) !== null ? 'cut' : null)));
  const one = submissionIds[1] ?? '';
  for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  const gradeThere = () =>
    ent.editOnTheWeb([{ entity: 'grade', id: one, body: { submission_id: one, points_x100: 500 } }]);
  const publish = (at: number | 'now' = 'now') => grading.publish({ assignmentId, at });
  const synchronise = async (times: number) => {
    isCut = false;
    for (let session = 0; session < times; session += 1) await sync.start();
  };
  const retryPublication = async () => {
    const publication = (await sync.waiting()).find(({ entity }) => entity === 'assessment');
    await sync.retryEdit({ opId: publication?.opId ?? '' });
  };
  return { ...given, grading, sync, one, gradeThere, publish, synchronise, retryPublication };
}

test('nor when one is typed again after it was published, while the first is on its way', async () => {
  const { ent, grading, sync, one, gradeThere, publish, synchronise } = await cutOnTheWay();
  await sync.start();
  await publish();
  await grading.saveGrade({ submissionId: one, pointsTimes100: 900 });
  gradeThere();
  await synchronise(2);
  expect(ent.store.count('assessment')).toBe(0);
});

test('nor when its date is changed while it is on its way, and its cursor expires', async () => {
  const { ent, sync, gradeThere, publish, synchronise } = await cutOnTheWay();
  await publish();
  await sync.start();
  await publish(Date.now() + 1000);
  gradeThere();
  ent.expireCursors();
  await synchronise(3);
  expect(ent.store.count('assessment')).toBe(0);
});

test('nor when one that was refused is typed anew, and is to be chosen by the time that it is tried again', async () => {
  const { ent, grading, one, gradeThere, publish, synchronise, retryPublication } = await cutOnTheWay();
  const copy = ent.store.entities('submission').find(({ id }) => id === one)?.body ?? null;
  await publish();
  ent.editOnTheWeb([{ entity: 'submission', id: one, body: null }]);
  await synchronise(1);
  ent.editOnTheWeb([{ entity: 'submission', id: one, body: copy }]);
  await synchronise(1);
  await grading.saveGrade({ submissionId: one, pointsTimes100: 900 });
  gradeThere();
  ent.expireCursors();
  await retryPublication();
  await synchronise(1);
  expect(ent.store.count('assessment')).toBe(0);
});

test('it is not tried again while its grades wait for their new maximum, and goes with them once they are rescaled', async () => {
  const { ent, engine, submissionIds, publish, synchronise, retryPublication } = await cutOnTheWay();
  await publish();
  writeClass(ent, CLASS, { maxTimes100: 1000 });
  ent.expireCursors();
  await synchronise(1);
  await retryPublication();
  await synchronise(1);
  expect([ent.store.count('assessment'), ent.store.count('grade')]).toEqual([0, 0]);
  await engine.client.grading.rescaleGrades({ submissionIds: [...submissionIds] });
  await retryPublication();
  await synchronise(1);
  expect([ent.store.count('assessment'), ent.store.count('grade')]).toEqual([1, CLASS]);
});

test('nor is a batch whose cursor has expired taken apart: what belongs together still follows one another', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  const { grading, lessons, sync } = engine.client;
  let isCut = true;
  const sent: (string | undefined)[][] = [];
  const url = await pickyEnt(ent.url, (asked) => {
    const batch = batchIn(asked);
    if (batch === null) return null;
    sent.push(batch.ops.map(({ group }) => group));
    return isCut ? 'cut' : null;
  });
  pointTo(engine, url);
  const [first = '', ...others] = submissionIds;
  await grading.saveGrade({ submissionId: first, pointsTimes100: 800 });
  await lessons.save({ classGroupId: 'class-1', title: 'Ombres', startsAt: Date.now(), blocks: [] });
  for (const submissionId of others) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  await grading.publish({ assignmentId, at: 'now' });
  await sync.start();
  ent.expireCursors();
  isCut = false;
  await sync.start();
  expect([ent.store.count('assessment'), ent.store.count('grade')]).toEqual([1, CLASS]);
  expect(new Set(sent.map((groups) => groups.findLastIndex(Boolean)))).toEqual(new Set([CLASS]));
});

test.each(['typed again', 'counted otherwise'])(
  'nor when a grade is to be chosen that is %s with its publication on its way, not even tried again',
  async (what) => {
    const { ent, grading, assignmentId, sync, one, gradeThere, publish, synchronise, retryPublication } =
      await cutOnTheWay();
    await publish();
    await sync.start();
    if (what === 'typed again') await grading.saveGrade({ submissionId: one, pointsTimes100: 900 });
    else await grading.saveRules({ assignmentId, counting: 'bonus' });
    gradeThere();
    await synchronise(1);
    expect(await sync.conflicts()).toHaveLength(1);
    expect(ent.store.count('assessment')).toBe(0);
    await retryPublication();
    await synchronise(1);
    expect(ent.store.count('assessment')).toBe(0);
  },
);

test.each([1, 2, 3])(
  'nor when the ENT fails at one of them, which is typed again (sessions before: %i)',
  async (sessions) => {
    const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
    const [bad = ''] = submissionIds;
    const url = await pickyEnt(ent.url, (asked) => {
      const fails = batchIn(asked)?.ops.some(({ id, entity }) => id === bad && entity === 'grade');
      return fails === true ? { status: 500, code: null } : null;
    });
    pointTo(engine, url);
    const { grading, sync } = engine.client;
    for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 1000 });
    await grading.publish({ assignmentId, at: 'now' });
    for (let session = 0; session < sessions; session += 1) await sync.start();
    await grading.saveGrade({ submissionId: bad, pointsTimes100: 1100 });
    for (let session = 0; session < 6; session += 1) await sync.start();
    expect(ent.store.count('assessment')).toBe(0);
  },
);

test('nor when they come back one by one, because they are too many together', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  const { grading, sync } = engine.client;
  const one = submissionIds[1] ?? '';
  let isCut = true;
  const url = await pickyEnt(ent.url, (asked) => {
    const batch = batchIn(asked);
    if (batch === null) return null;
    if (isCut) return 'cut';
    return batch.ops.length > CLASS ? { status: 413, code: null } : null;
  });
  pointTo(engine, url);
  for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  await grading.publish({ assignmentId, at: 'now' });
  await sync.start();
  await grading.saveGrade({ submissionId: one, pointsTimes100: 900 });
  ent.editOnTheWeb([{ entity: 'grade', id: one, body: { submission_id: one, points_x100: 500 } }]);
  isCut = false;
  for (let session = 0; session < 4; session += 1) await sync.start();
  expect(await sync.conflicts()).toHaveLength(1);
  expect(ent.store.count('assessment')).toBe(0);
});

/** A publication that is kept here because one of its grades is to be chosen. */
async function heldBack() {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(CLASS);
  const { grading, sync } = engine.client;
  const one = submissionIds[1] ?? '';
  for (const submissionId of submissionIds) await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  await grading.publish({ assignmentId, at: 'now' });
  const publication = async () => (await sync.waiting()).find(({ entity }) => entity === 'assessment');
  const retryPublication = async () => sync.retryEdit({ opId: (await publication())?.opId ?? '' });
  const gradeThere = () =>
    ent.editOnTheWeb([{ entity: 'grade', id: one, body: { submission_id: one, points_x100: 500 } }]);
  const isKept = async () => {
    for (let session = 0; session < 2; session += 1) await sync.start();
    expect((await publication())?.reason).toBe('group-failed');
    expect(ent.store.count('assessment')).toBe(0);
  };
  return { ent, sync, one, publication, retryPublication, gradeThere, isKept };
}

test.each(['mine', 'theirs'] as const)(
  'nor when the choice of %s is undone after it was tried again',
  async (keep) => {
    const { sync, gradeThere, retryPublication, isKept } = await heldBack();
    gradeThere();
    await isKept();
    const [conflict] = await sync.conflicts();
    const { takenBackIds } = await sync.resolveConflict({ conflictId: conflict?.id ?? '', keep });
    await retryPublication();
    await sync.putBack({ takenBackIds });
    await isKept();
  },
);

test('nor when a grade that was refused and given up is put back after it was tried again', async () => {
  const { ent, sync, one, retryPublication, isKept } = await heldBack();
  ent.editOnTheWeb([{ entity: 'submission', id: one, body: null }]);
  await isKept();
  const grade = (await sync.waiting()).find(({ entity }) => entity === 'grade');
  const { takenBackIds } = await sync.dropEdit({ opId: grade?.opId ?? '' });
  await retryPublication();
  await sync.putBack({ takenBackIds });
  await isKept();
});

test('nor when it is undone, and put back once one of them is to be chosen', async () => {
  const { sync, publication, gradeThere, isKept } = await heldBack();
  const { takenBackIds } = await sync.takeBack({ opId: (await publication())?.opId ?? '' });
  gradeThere();
  await sync.start();
  await sync.putBack({ takenBackIds });
  await isKept();
});
