import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { timetableHandlers as timetable } from '../../main/engine/timetable/handlers.ts';
import type { SlotFields } from '../../preload/contract/timetable.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const SLOT: SlotFields = {
  classGroupId: '2de4',
  weekday: 2,
  fromMinute: 480,
  toMinute: 535,
  weeks: 'every',
  room: 'B204',
  group: '',
  firstDay: null,
  lastDay: null,
};

async function openTimetable() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  const add = (change: Partial<SlotFields> = {}) => timetable.saveSlot(context, { ...SLOT, ...change }).id;
  const week = (firstDay: string, lastDay = firstDay) => timetable.days(context, { firstDay, lastDay });
  return { workspace, context, add, week };
}

test('the timetable stays on this computer, and each of its edits is taken back by the opposite one', async () => {
  const { workspace, context, add } = await openTimetable();
  const id = add();
  const { previous } = timetable.saveSlot(context, { ...SLOT, id, room: 'C1' });
  expect(previous).toEqual(SLOT);
  timetable.removeSlots(context, { ids: [id] });
  expect(timetable.get(context).slots).toEqual([]);
  expect(() => timetable.saveSlot(context, { ...SLOT, id })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  timetable.restoreSlots(context, { ids: [id] });
  expect(timetable.get(context).slots).toEqual([{ ...SLOT, id, room: 'C1', classGroupName: '2de 4' }]);
  expect(workspace.waiting()).toEqual([]);
  expect(new Set(workspace.announced)).toEqual(new Set(['timetable']));
});

test('a line for a class that is not there is refused, and nothing is written', async () => {
  const { context, add } = await openTimetable();
  expect(() => add({ classGroupId: 'nobody' })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  expect(timetable.get(context).slots).toEqual([]);
});

test('sessions begin at the hour that the school’s clock shows, in summer and in winter', async () => {
  const { add, week } = await openTimetable();
  add();
  const [winter] = week('2026-11-24');
  const [summer] = week('2026-10-13');
  expect(winter?.sessions[0]?.startsAt).toBe(Date.parse('2026-11-24T07:00Z'));
  expect(summer?.sessions[0]?.startsAt).toBe(Date.parse('2026-10-13T06:00Z'));
});

test('there is no session in the holidays, unless the teacher says that there is school, or the other way round', async () => {
  const { context, add, week } = await openTimetable();
  add({ weekday: 3 });
  expect(week('2026-11-11')[0]).toMatchObject({ holiday: { kind: 'public' }, sessions: [] });
  expect(week('2026-12-23')[0]).toMatchObject({ holiday: { kind: 'break', name: 'Noël' }, sessions: [] });
  const made = timetable.saveException(context, {
    name: 'Rattrapage',
    firstDay: '2026-11-11',
    lastDay: '2026-11-11',
    isSchool: true,
  });
  timetable.saveException(context, {
    name: 'Bac blanc',
    firstDay: '2026-11-09',
    lastDay: '2026-11-20',
    isSchool: false,
  });
  expect(week('2026-11-11')[0]?.sessions).toHaveLength(1);
  expect(week('2026-11-18')[0]).toMatchObject({
    holiday: { kind: 'exception', name: 'Bac blanc' },
    sessions: [],
  });
  timetable.removeException(context, made);
  expect(week('2026-11-11')[0]?.sessions).toEqual([]);
});

test('weeks A and B follow the school’s weeks over the holidays', async () => {
  const { context, add, week } = await openTimetable();
  add({ weeks: 'B' });
  expect(week('2026-12-08')[0]).toMatchObject({ letter: null, sessions: [] });
  timetable.saveCycle(context, { mondayOfA: '2026-12-07', counts: 'school' });
  const days = ['2026-12-08', '2026-12-15', '2026-12-22', '2027-01-05', '2027-01-12'];
  expect(days.map((day) => week(day)[0]?.letter)).toEqual(['A', 'B', null, 'A', 'B']);
  expect(days.map((day) => week(day)[0]?.sessions.length)).toEqual([0, 1, 0, 0, 1]);
  expect(timetable.saveCycle(context, { mondayOfA: null, counts: 'calendar' }).previous).toEqual({
    mondayOfA: '2026-12-07',
    counts: 'school',
  });
});

test('a session names the lesson of its class that begins in it, and no other', async () => {
  const { context, add, week } = await openTimetable();
  add();
  const startsAt = Date.parse('2026-11-24T07:10Z');
  const { id } = lessonsHandlers.save(context, {
    classGroupId: '2de4',
    title: 'Vecteurs',
    startsAt,
    isPublished: false,
    blocks: [],
  });
  expect(week('2026-11-24')[0]?.sessions[0]?.lessonId).toBe(id);
  expect(week('2026-12-01')[0]?.sessions[0]?.lessonId).toBeNull();
});

test('the next sessions of a class are found over the holidays, soonest first', async () => {
  const { context, add } = await openTimetable();
  add();
  add({ weekday: 5, fromMinute: 600, toMinute: 655 });
  const afterMs = Date.parse('2026-12-18T12:00Z');
  const next = timetable.next(context, { classGroupId: '2de4', afterMs, count: 3 });
  expect(next.map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
    '2027-01-05T07:00:00.000Z',
    '2027-01-08T09:00:00.000Z',
    '2027-01-12T07:00:00.000Z',
  ]);
  expect(timetable.next(context, { classGroupId: 'other', afterMs: START, count: 3 })).toEqual([]);
});

test('two lines at the same hour are told as a clash', async () => {
  const { context, add } = await openTimetable();
  const ids = [add(), add({ fromMinute: 500, toMinute: 560 })];
  add({ weekday: 4 });
  expect(timetable.get(context).clashes).toEqual([ids]);
});

test('hours at which a class had two lessons are proposed once, for the weeks that they fall into', async () => {
  const { context, add } = await openTimetable();
  timetable.saveCycle(context, { mondayOfA: '2026-09-07', counts: 'calendar' });
  const lesson = (at: string) =>
    lessonsHandlers.save(context, {
      classGroupId: '2de4',
      title: at,
      startsAt: Date.parse(at),
      isPublished: false,
      blocks: [],
    });
  // Tuesdays at eight every week, Thursdays at ten of weeks A, one Friday.
  for (const day of ['09-08', '09-15', '09-22']) lesson(`2026-${day}T06:00Z`);
  for (const day of ['09-10', '09-24', '10-08']) lesson(`2026-${day}T08:00Z`);
  lesson('2026-09-11T08:00Z');
  const proposed = () =>
    timetable.propose(context).map(({ weekday, fromMinute, weeks, lessonCount }) => ({
      weekday,
      fromMinute,
      weeks,
      lessonCount,
    }));
  const thursday = { weekday: 4, fromMinute: 600, weeks: 'A', lessonCount: 3 };
  expect(proposed()).toEqual([{ weekday: 2, fromMinute: 480, weeks: 'every', lessonCount: 3 }, thursday]);
  add();
  expect(proposed()).toEqual([thursday]);
});

test('the year is written for an agenda: each session under a UID that stays when its lesson is prepared, of one class or of all', async () => {
  const { workspace, context, add } = await openTimetable();
  workspace.receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  add({ firstDay: '2026-11-24', lastDay: '2026-12-01' });
  add({ classGroupId: '2de5', weekday: 4, firstDay: '2026-11-26', lastDay: '2026-11-26' });
  const written = async (classGroupId?: string) => {
    const path = join(workspace.directory, 'agenda.ics');
    const { count } = await timetable.exportTo(context, { path, classGroupId });
    const of = (name: string) =>
      readFileSync(path, 'utf8')
        .split('\r\n')
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1));
    return { count, uids: of('UID'), summaries: of('SUMMARY') };
  };
  const before = await written('2de4');
  expect(before).toMatchObject({ count: 2, summaries: ['2de 4', '2de 4'] });
  const lesson = { classGroupId: '2de4', title: 'Ondes, suite', isPublished: false, blocks: [] };
  lessonsHandlers.save(context, { ...lesson, startsAt: Date.parse('2026-11-24T07:00Z') });
  // At no hour of the timetable, and in another school year.
  lessonsHandlers.save(context, { ...lesson, title: 'Sortie', startsAt: Date.parse('2026-11-25T13:00Z') });
  lessonsHandlers.save(context, { ...lesson, title: 'Passée', startsAt: Date.parse('2026-05-25T13:00Z') });
  const after = await written('2de4');
  expect(after.summaries).toEqual(['2de 4\\, Ondes\\, suite', '2de 4\\, Sortie', '2de 4']);
  expect([after.uids[0], after.uids[2]]).toEqual(before.uids);
  const all = await written();
  expect(all.count).toBe(4);
  expect(new Set(all.uids).size).toBe(4);
});

test('two groups of a class have one lesson in a week, each at its own hour, and the next one a week later', async () => {
  const { context, add, week } = await openTimetable();
  const first = add({ weekday: 4, group: 'Groupe 1' });
  const second = add({ weekday: 5, group: 'groupe 2' });
  const begins = (instant: string) => Date.parse(instant);
  const save = (title: string, startsAt: number) =>
    lessonsHandlers.save(context, { classGroupId: '2de4', title, startsAt, isPublished: false, blocks: [] });
  const { id } = save('TP 1', begins('2026-11-26T07:00Z'));
  const sessions = () =>
    week('2026-11-23', '2026-11-29').flatMap((day) =>
      day.sessions.map(({ slotId, lessonId, isRepeat }) => ({ slotId, lessonId, isRepeat })),
    );
  expect(sessions()).toEqual([
    { slotId: first, lessonId: id, isRepeat: false },
    { slotId: second, lessonId: id, isRepeat: true },
  ]);
  // Friday alone is asked for: it is Thursday's lesson all the same.
  expect(week('2026-11-27')[0]?.sessions[0]?.lessonId).toBe(id);
  const free = timetable.nextFree(context, {
    classGroupId: '2de4',
    afterMs: begins('2026-11-26T07:00Z'),
    count: 2,
  });
  expect(free.map(({ startsAt }) => new Date(startsAt).toISOString().slice(5, 10))).toEqual([
    '12-03',
    '12-10',
  ]);
  // A group that has a lesson of its own keeps it.
  const own = save('Rattrapage', begins('2026-11-27T07:00Z'));
  expect(sessions().map(({ lessonId }) => lessonId)).toEqual([id, own.id]);
});

test('an hour of one group alone in its week, and two hours of one group, are lessons of their own', async () => {
  const { context, add } = await openTimetable();
  timetable.saveCycle(context, { mondayOfA: '2026-11-23', counts: 'school' });
  add({ weekday: 4, group: 'Groupe 1', weeks: 'A' });
  add({ weekday: 4, group: 'Groupe 2', weeks: 'B' });
  add({ weekday: 5, group: 'Groupe 1' });
  add({ weekday: 5, fromMinute: 600, toMinute: 655, group: 'Groupe 2' });
  const free = timetable.nextFree(context, {
    classGroupId: '2de4',
    afterMs: Date.parse('2026-11-23T00:00Z'),
    count: 5,
  });
  // Week A: Thursday (groups 1, and 2 on Friday), Friday (group 1 again). Week B the same, for the other group first.
  expect(free.map(hourOf)).toEqual([
    '11-26T07:00 Groupe 1',
    '11-27T07:00 Groupe 1',
    '12-03T07:00 Groupe 2',
    '12-04T09:00 Groupe 2',
    '12-10T07:00 Groupe 1',
  ]);
});

test('a group that loses its hour to a holiday has the same lesson as the other one all the same', async () => {
  const { context, add } = await openTimetable();
  add({ weekday: 3, group: 'Groupe 1' });
  add({ weekday: 4, group: 'Groupe 2' });
  add({ weekday: 5, group: 'Groupe 1' });
  add({ weekday: 5, fromMinute: 600, toMinute: 655, group: 'Groupe 2' });
  // Wednesday 11 November is a holiday.
  const free = timetable.nextFree(context, {
    classGroupId: '2de4',
    afterMs: Date.parse('2026-11-09T00:00Z'),
    count: 3,
  });
  expect(free.map(hourOf)).toEqual(['11-12T07:00 Groupe 2', '11-13T07:00 Groupe 1', '11-18T07:00 Groupe 1']);
});

/** « 11-26T07:00 Groupe 1 », in UTC. */
function hourOf({ startsAt, group }: { readonly startsAt: number; readonly group: string }): string {
  return `${new Date(startsAt).toISOString().slice(5, 16)} ${group}`;
}
