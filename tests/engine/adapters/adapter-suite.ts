import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEngine, temporaryFolder } from '../synced-class.ts';
import { openDesk, openPulledDesk, tailAfter } from './desk.ts';
import type { OpenSchool } from './school.ts';

/** The most requests that a server of this kind may be asked. */
export interface RequestLimits {
  /** For the first sync of 35 students with a file each, after signing in. */
  readonly firstSync: number;
  /** For 35 grades and comments. */
  readonly returnGrades: number;
  /** For 35 annotated copies. */
  readonly returnCopies: number;
  /** For a sync with nothing new on either side. */
  readonly idle: number;
}

const A_CLASS = 35;
const STUDENTS = Array.from({ length: A_CLASS }, (_, index) => index + 1);

/**
 * The journey that every adapter makes a teacher's: connect, pull, grade, give back, sync again, and what goes wrong.
 *
 * It goes through the engine, and asks of the server what has arrived there.
 */
export function describeAdapter(name: string, openSchool: OpenSchool, limits: RequestLimits): void {
  describe(`${name}: connecting and pulling`, () => testPull(openSchool, limits));
  describe(`${name}: returning a class`, () => testReturn(openSchool, limits));
  describe(`${name}: two sides`, () => testTwoSides(openSchool));
  describe(`${name}: what goes wrong`, () => testTrouble(openSchool));
  describe(`${name}: size`, () => testSize(openSchool));
}

function testPull(openSchool: OpenSchool, limits: RequestLimits): void {
  test('a wrong password is said to be wrong', async () => {
    const { url, login } = await openSchool({ students: 1, hasFiles: false });
    const engine = await openEngine(join(await temporaryFolder(), 'data'));
    await expect(engine.client.account.connect({ url, login, password: 'azerty' })).rejects.toMatchObject({
      code: 'account/wrong-credentials',
    });
  });

  test('a class of 35 comes with its files, each byte of them', async () => {
    const desk = await openDesk(openSchool, { students: A_CLASS, hasFiles: true });
    const requests = await desk.requestsOf(async () => {
      expect(await desk.sync()).toMatchObject({ outcome: 'done', documentsReceived: A_CLASS });
    });
    expect(requests).toBeLessThanOrEqual(limits.firstSync);
    const copies = await desk.copies();
    expect([...copies.keys()].sort((one, other) => one - other)).toEqual(STUDENTS);
    for (const [student, { id }] of copies) {
      expect((await desk.keptBytes(id)).equals(desk.school.copyOf(student))).toBe(true);
    }
  });
}

function testReturn(openSchool: OpenSchool, limits: RequestLimits): void {
  test('35 grades and comments arrive together, and the next sync costs next to nothing', async () => {
    const desk = await openPulledDesk(openSchool, { students: A_CLASS });
    for (const [student, { id: submissionId }] of await desk.copies()) {
      await desk.engine.client.grading.saveGrade({ submissionId, pointsTimes100: 900 + student * 25 });
      await desk.engine.client.grading.saveComment({ submissionId, text: `Vu, ${student} : à relire` });
    }
    const requests = await desk.requestsOf(async () => {
      expect(await desk.sync()).toMatchObject({ outcome: 'done', error: null });
    });
    expect(requests).toBeLessThanOrEqual(limits.returnGrades);
    expect(await desk.engine.client.sync.waiting()).toEqual([]);
    for (const student of STUDENTS) {
      expect(desk.school.gradeOf(student)).toBe(900 + student * 25);
      expect(desk.school.commentOf(student)).toBe(`Vu, ${student} : à relire`);
    }
    await desk.sync();
    const idle = await desk.requestsOf(async () => {
      expect(await desk.sync()).toMatchObject({ outcome: 'done', editsSent: 0, changesReceived: 0 });
    });
    expect(idle).toBeLessThanOrEqual(limits.idle);
  });

  test('35 annotated copies arrive as the student’s bytes with the marks after them', async () => {
    const desk = await openPulledDesk(openSchool, { students: A_CLASS, hasFiles: true });
    for (const [student, { id }] of await desk.copies()) await desk.annotate(student, id);
    const requests = await desk.requestsOf(async () => {
      expect(await desk.sync()).toMatchObject({ outcome: 'done', error: null });
    });
    expect(requests).toBeLessThanOrEqual(limits.returnCopies);
    for (const student of STUDENTS) {
      const copy = desk.school.copyOf(student);
      const [file, ...others] = await desk.school.feedbackOf(student);
      expect(others).toEqual([]);
      expect(file?.equals(Buffer.concat([copy, tailAfter(copy, student)]))).toBe(true);
    }
  });
}

function testTwoSides(openSchool: OpenSchool): void {
  test('a grade typed on the web comes here', async () => {
    const desk = await openPulledDesk(openSchool);
    desk.school.gradeOnTheWeb(2, 1350);
    await desk.sync();
    expect(await desk.shownGrade(2)).toBe(1350);
    expect(await desk.engine.client.sync.conflicts()).toEqual([]);
  });

  test.each(['mine', 'theirs'] as const)(
    'two grades from one base are a conflict: %s is kept',
    async (keep) => {
      const desk = await openPulledDesk(openSchool);
      await desk.grade(1, 1200);
      desk.school.gradeOnTheWeb(1, 1500);
      await desk.sync();
      const [conflict] = await desk.engine.client.sync.conflicts();
      expect(conflict).toMatchObject({
        mine: { fields: [{ value: 1200 }] },
        theirs: { fields: [{ value: 1500 }] },
      });
      expect([desk.school.gradeOf(1), await desk.shownGrade(1)]).toEqual([1500, 1500]);
      await desk.engine.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep });
      await desk.sync();
      const kept = keep === 'mine' ? 1200 : 1500;
      expect([desk.school.gradeOf(1), await desk.shownGrade(1)]).toEqual([kept, kept]);
      expect(await desk.engine.client.sync.conflicts()).toEqual([]);
      expect(await desk.engine.client.sync.waiting()).toEqual([]);
    },
  );

  test('a grade that the server no longer takes is not lost in silence: it waits here, refused', async () => {
    const desk = await openPulledDesk(openSchool);
    const other = (await desk.copies()).get(2)?.id ?? '';
    await desk.grade(1, 1900);
    await desk.engine.client.grading.saveComment({ submissionId: other, text: 'Vu' });
    desk.school.lowerMaximum(1000);
    await desk.sync();
    expect(await desk.engine.client.sync.waiting()).toMatchObject([{ entity: 'grade', state: 'refused' }]);
    expect([desk.school.gradeOf(1), desk.school.commentOf(2)]).toEqual([null, 'Vu']);
  });
}

function testTrouble(openSchool: OpenSchool): void {
  test('a session that has ended asks to sign in, and what waited goes after that', async () => {
    const desk = await openPulledDesk(openSchool);
    await desk.grade(1, 1200);
    await desk.endSession();
    expect(await desk.failureOfSync()).toBe('account/sign-in-needed');
    expect(await desk.engine.client.sync.waiting()).toHaveLength(1);
    await desk.engine.client.account.signIn({ password: desk.school.password });
    expect(await desk.sync()).toMatchObject({ outcome: 'done' });
    expect(desk.school.gradeOf(1)).toBe(1200);
  });

  test('a page of HTML in place of an answer changes nothing, and the next sync mends it', async () => {
    const desk = await openPulledDesk(openSchool);
    await desk.grade(1, 1200);
    desk.school.answerNextInHtml();
    expect(await desk.failureOfSync()).toMatch(/^(network\/captive-portal|ent\/not-an-ent)$/);
    expect(desk.school.gradeOf(1)).toBeNull();
    expect(await desk.engine.client.sync.waiting()).toHaveLength(1);
    expect(await desk.sync()).toMatchObject({ outcome: 'done' });
    expect(desk.school.gradeOf(1)).toBe(1200);
  });

  test('an answer that is lost after the grade was kept makes neither a second one nor a conflict', async () => {
    const desk = await openPulledDesk(openSchool);
    await desk.grade(1, 1200);
    desk.school.loseNextAnswerToGrades();
    expect(await desk.failureOfSync()).toBe('ent/unreachable');
    expect(desk.school.gradeOf(1)).toBe(1200);
    expect(await desk.sync()).toMatchObject({ outcome: 'done' });
    expect(await desk.engine.client.sync.waiting()).toEqual([]);
    expect(await desk.engine.client.sync.conflicts()).toEqual([]);
    expect([desk.school.gradeOf(1), await desk.shownGrade(1)]).toEqual([1200, 1200]);
  });
}

function testSize(openSchool: OpenSchool): void {
  test('2,000 students are pulled, a hundred of them graded, and the next sync has nothing to say', async () => {
    const desk = await openPulledDesk(openSchool, { students: 2_000 });
    const copies = await desk.copies();
    expect(copies.size).toBe(2_000);
    const graded = [...copies].filter(([student]) => student % 20 === 0);
    for (const [student, { id: submissionId }] of graded) {
      await desk.engine.client.grading.saveGrade({ submissionId, pointsTimes100: student });
    }
    expect(await desk.sync()).toMatchObject({ outcome: 'done', error: null });
    expect(await desk.engine.client.sync.waiting()).toEqual([]);
    for (const [student] of graded) expect(desk.school.gradeOf(student)).toBe(student);
    await desk.sync();
    expect(await desk.sync()).toMatchObject({ editsSent: 0, changesReceived: 0 });
  });
}
