import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { progressionHandlers as progression } from '../../main/engine/progression/handlers.ts';
import { reuseHandlers as reuse } from '../../main/engine/reuse/handlers.ts';
import { namedBlobs } from '../../main/engine/store/named-blobs.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import type { SequenceFields } from '../../preload/contract/progression.ts';
import type { ReuseRequest } from '../../preload/contract/reuse.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const SEQUENCE: SequenceFields = {
  title: 'Vecteurs',
  subject: 'Mathématiques',
  objectives: 'Construire une somme',
  programme: '',
  competencies: '',
  notes: '',
  expectedSessions: null,
};

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** 2de 4 on Tuesdays and Fridays at eight, 2de 5 on Mondays at ten and Thursdays at nine; a sequence of three in 2de 4. */
async function openReuse() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  workspace.receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  const { context } = workspace;
  const slot = (classGroupId: string, weekday: number, fromMinute: number) =>
    timetableHandlers.saveSlot(context, {
      classGroupId,
      weekday,
      fromMinute,
      toMinute: fromMinute + 55,
      weeks: 'every',
      room: '',
      group: '',
      firstDay: null,
      lastDay: null,
    });
  slot('2de4', 2, 480);
  slot('2de4', 5, 480);
  slot('2de5', 1, 600);
  slot('2de5', 4, 540);
  const sequenceId = progression.saveSequence(context, SEQUENCE).id;
  const insert = (newId: string, into: string | null = sequenceId) =>
    progression.arrange(context, {
      classGroupId: '2de4',
      step: { kind: 'insert', newId, title: newId, sequenceId: into, beforeId: null },
    });
  for (const id of ['a', 'b', 'c']) insert(id);
  const plan = (classGroupId: string) =>
    lessonsHandlers
      .starts(context, { classGroupId })
      .map(({ title, startsAt }) => `${title} ${day(startsAt)}`);
  const rows = () =>
    context.store.db.prepare('SELECT count(*) FROM lesson WHERE removed_at IS NULL').pluck().get();
  return { workspace, context, sequenceId, insert, plan, rows };
}

const wanted = (source: ReuseRequest['source'], change: Partial<ReuseRequest> = {}): ReuseRequest => ({
  source,
  classGroupIds: ['2de5'],
  fromDay: '2026-11-24',
  withHomework: true,
  ...change,
});

test('a sequence goes to another class at that class’s own hours, over the holidays, as it was shown before; one undo and redo for all', async () => {
  const { workspace, context, sequenceId, insert, plan, rows } = await openReuse();
  for (const id of ['d', 'e', 'f', 'g', 'h']) insert(id);
  const request = wanted({ kind: 'sequence', sequenceId, classGroupId: '2de4' });
  const seen = reuse.preview(context, request);
  expect(rows()).toBe(8);
  const { count, before } = reuse.copy(context, request);
  expect(count).toBe(8);
  const shown = seen.landings[0]?.lessons.map(({ title, startsAt }) => `${title} ${day(startsAt)}`);
  expect(plan('2de5')).toEqual(shown);
  expect(shown).toEqual([
    'a 2026-11-26',
    'b 2026-11-30',
    'c 2026-12-03',
    'd 2026-12-07',
    'e 2026-12-10',
    'f 2026-12-14',
    'g 2026-12-17',
    'h 2027-01-04',
  ]);
  expect(progression.board(context, { classGroupId: '2de5' })[0]?.sequences.map(({ id }) => id)).toEqual([
    sequenceId,
  ]);
  const redo = reuse.putBack(context, { state: before }).before;
  expect([rows(), plan('2de5')]).toEqual([8, []]);
  expect(progression.board(context, { classGroupId: '2de5' })[0]?.sequences).toEqual([]);
  // What was never sent and is gone again leaves nothing to send.
  expect(workspace.waiting()).toHaveLength(8);
  reuse.putBack(context, { state: redo });
  expect(plan('2de5')).toEqual(shown);
});

test('a week that the class was left without a lesson stays one, holidays and other sequences’ lessons are none; or gaps are closed', async () => {
  const { context, sequenceId, insert, plan } = await openReuse();
  // Tuesdays and Fridays from 27 November on: a, b, c; then nothing in the week of 7 December.
  const other = progression.saveSequence(context, { ...SEQUENCE, title: 'Autre' }).id;
  for (const [id, into] of [
    ['d', sequenceId],
    ['x', other],
    ['y', other],
    ['e', sequenceId],
  ] as const)
    insert(id, into);
  const at = (date: string) => Date.parse(`${date}T07:00:00Z`);
  const dates = { d: '2026-12-15', x: '2027-01-05', y: '2027-01-12', e: '2027-01-19' };
  lessonsHandlers.move(
    context,
    Object.entries(dates).map(([id, date]) => ({ id, startsAt: at(date) })),
  );
  expect(plan('2de4')).toEqual([
    'a 2026-11-27',
    'b 2026-12-01',
    'c 2026-12-04',
    'd 2026-12-15',
    'x 2027-01-05',
    'y 2027-01-12',
    'e 2027-01-19',
  ]);
  const request = wanted(
    { kind: 'sequence', sequenceId, classGroupId: '2de4' },
    { fromDay: '2027-01-25', classGroupIds: ['2de4'] },
  );
  const landed = (change: Partial<ReuseRequest> = {}) => {
    const { landings, emptyWeekCount } = reuse.preview(context, { ...request, ...change });
    const days = landings[0]?.lessons.map(({ title, startsAt }) => `${title} ${day(startsAt)}`);
    return { days, emptyWeekCount };
  };
  expect(landed()).toEqual({
    days: ['a 2027-01-26', 'b 2027-01-29', 'c 2027-02-02', 'd 2027-02-16', 'e 2027-02-19'],
    emptyWeekCount: 1,
  });
  expect(landed({ withGaps: false }).days).toEqual([
    'a 2027-01-26',
    'b 2027-01-29',
    'c 2027-02-02',
    'd 2027-02-05',
    'e 2027-02-09',
  ]);
  // Before holidays: the week that is left out is one of school.
  expect(landed({ fromDay: '2026-12-08' }).days).toEqual([
    'a 2026-12-08',
    'b 2026-12-11',
    'c 2026-12-18',
    'd 2027-01-15',
    'e 2027-01-22',
  ]);
  const template = reuse.keep(context, { source: request.source });
  expect(landed({ source: { kind: 'template', templateId: template.id } }).emptyWeekCount).toBe(1);
});

test('a year goes to the next one and to several classes at once, and its documents are kept once', async () => {
  const { workspace, context, sequenceId, insert, plan, rows } = await openReuse();
  insert('seule', null);
  const path = join(workspace.directory, 'plan.txt');
  await writeFile(path, 'Le plan du cours');
  await lessonsHandlers.attach(context, { lessonId: 'a', path });
  const [year] = reuse.sources(context).years;
  expect(year).toMatchObject({ classGroupId: '2de4', classGroupName: '2de 4', lessonCount: 4 });
  const { nextYear } = reuse.sources(context);
  expect(nextYear.slice(0, 7)).toBe('2027-09');
  const request = wanted(
    { kind: 'year', classGroupId: '2de4', firstDay: year?.firstDay ?? '' },
    { classGroupIds: ['2de4', '2de5'], fromDay: nextYear },
  );
  const { landings, documentCount } = reuse.preview(context, request);
  expect(documentCount).toBe(1);
  expect(landings.every(({ lessons }) => lessons.every(({ startsAt }) => day(startsAt) >= nextYear))).toBe(
    true,
  );
  expect(reuse.copy(context, request).count).toBe(8);
  expect(plan('2de5').map((line) => line.split(' ')[0])).toEqual(['a', 'b', 'c', 'seule']);
  expect(rows()).toBe(12);
  const { db } = context.store;
  expect(db.prepare('SELECT count(*), count(DISTINCT sha256) FROM resource').raw().get()).toEqual([3, 1]);
  expect(db.prepare('SELECT count(*) FROM document').pluck().get()).toBe(1);
  expect(progression.sequences(context)).toEqual([
    { ...SEQUENCE, id: sequenceId, classGroupIds: ['2de4'], everIds: ['2de4', '2de5'] },
  ]);
});

test('homework is due with the lesson that it was due with, or at a session as many days later', async () => {
  const { context, sequenceId } = await openReuse();
  const starts = lessonsHandlers.starts(context, {});
  const [a, b] = starts.map(({ startsAt }) => startsAt);
  if (a === undefined || b === undefined) throw new Error('no lessons');
  const give = (text: string, dueAt: number) =>
    lessonsHandlers.saveHomework(context, { lessonId: 'a', text, dueAt, expectedMinutes: 30 });
  give('avec b', b - 3_600_000);
  give('un dimanche', a + 9 * 86_400_000);
  const request = wanted({ kind: 'sequence', sequenceId, classGroupId: '2de4' });
  reuse.copy(context, request);
  const due = (text: string) =>
    context.store.db
      .prepare("SELECT due_at FROM homework WHERE text = ? AND class_group_id = '2de5'")
      .pluck()
      .get(text) as number;
  const [newA, newB] = lessonsHandlers
    .starts(context, { classGroupId: '2de5' })
    .map(({ startsAt }) => startsAt);
  expect(due('avec b')).toBe((newB ?? 0) - 3_600_000);
  // Nine days after Thursday 26 November is a Saturday: the next session is Monday 7 December.
  expect([day(newA ?? 0), day(due('un dimanche'))]).toEqual(['2026-11-26', '2026-12-07']);
  const without = reuse.copy(context, { ...request, withHomework: false });
  expect(without.count).toBe(3);
  expect(context.store.db.prepare('SELECT count(*) FROM homework').pluck().get()).toBe(4);
});

test('homework to be graded is so in the copy and in a template too, out of as much, and never with the other class’s assignment', async () => {
  const { context, sequenceId } = await openReuse();
  const [a] = lessonsHandlers.starts(context, {});
  const give = (text: string) =>
    lessonsHandlers.saveHomework(context, {
      lessonId: 'a',
      text,
      dueAt: (a?.startsAt ?? 0) + 7 * 86_400_000,
      expectedMinutes: null,
    });
  const { id: homeworkId } = give('à rendre');
  give('à lire');
  lessonsHandlers.gradeHomework(context, { homeworkId, grading: { maxTimes100: 1000, assignmentId: null } });
  const { db } = context.store;
  db.prepare("UPDATE graded_homework SET assignment_id = 'de-2de4'").run();
  reuse.copy(context, wanted({ kind: 'sequence', sequenceId, classGroupId: '2de4' }));
  const { id: templateId } = reuse.keep(context, {
    source: { kind: 'sequence', sequenceId, classGroupId: '2de4' },
  });
  reuse.copy(context, wanted({ kind: 'template', templateId }));
  const graded = db
    .prepare(
      `SELECT class_group_id, text, max_x100, assignment_id FROM homework
       JOIN graded_homework ON homework_id = homework.id ORDER BY class_group_id, homework.id`,
    )
    .raw()
    .all();
  expect(graded).toEqual([
    ['2de4', 'à rendre', 1000, 'de-2de4'],
    ['2de5', 'à rendre', 1000, null],
    ['2de5', 'à rendre', 1000, null],
  ]);
});

test('dates in a year whose holidays are not published are told to be so', async () => {
  const { context } = await openReuse();
  const lesson = { kind: 'lesson', lessonId: 'a' } as const;
  expect(reuse.preview(context, wanted(lesson)).yearsWithoutBreaks).toEqual([]);
  const late = wanted(lesson, { fromDay: '2040-11-05' });
  expect(reuse.preview(context, late).yearsWithoutBreaks).toEqual(['2040-2041']);
});

test('what the school year has no room for is told and not made; a class without hours gets nothing, and it is refused', async () => {
  const { context, workspace, plan, rows } = await openReuse();
  const year = wanted({ kind: 'lesson', lessonId: 'a' }, { fromDay: '2027-07-02' });
  const late = wanted(
    { kind: 'year', classGroupId: '2de4', firstDay: '2026-09-01' },
    { fromDay: '2027-06-28', classGroupIds: ['2de5'] },
  );
  const [landing] = reuse.preview(context, late).landings;
  expect([landing?.lessons.length, landing?.leftOut]).toEqual([2, ['c']]);
  expect(reuse.copy(context, late).count).toBe(2);
  expect(plan('2de5')).toHaveLength(2);
  const kept = rows();
  const refused = expect.objectContaining({ code: 'progression/no-session' });
  expect(() => reuse.copy(context, year)).toThrowError(refused);
  workspace.receive('class_group', '1re1', { name: '1re 1', subject_id: 'maths' });
  const unplanned = wanted({ kind: 'lesson', lessonId: 'a' }, { classGroupIds: ['1re1'] });
  expect(reuse.preview(context, unplanned).landings[0]).toMatchObject({ lessons: [], leftOut: ['a'] });
  expect(() => reuse.copy(context, unplanned)).toThrowError(refused);
  const gone = expect.objectContaining({ code: 'store/not-found' });
  expect(() => reuse.copy(context, wanted({ kind: 'lesson', lessonId: 'none' }))).toThrowError(gone);
  expect(() => reuse.copy(context, wanted({ kind: 'template', templateId: 'none' }))).toThrowError(gone);
  expect(() => reuse.copy(context, { ...unplanned, classGroupIds: ['2de5', 'none'] })).toThrowError(gone);
  expect(rows()).toBe(kept);
});

test('what is past is not used, whatever the day that was asked for', async () => {
  const { context } = await openReuse();
  const request = wanted({ kind: 'lesson', lessonId: 'a' }, { fromDay: '2026-09-01' });
  expect(reuse.preview(context, request).landings[0]?.lessons[0]?.startsAt).toBeGreaterThan(START);
});

test('a template keeps what was, with its documents, when its lesson is long gone; what it makes is made anew each time', async () => {
  const { workspace, context, sequenceId, plan } = await openReuse();
  const path = join(workspace.directory, 'plan.txt');
  await writeFile(path, 'Le plan du cours');
  const { document } = await lessonsHandlers.attach(context, { lessonId: 'a', path });
  const kept = reuse.keep(context, { source: { kind: 'sequence', sequenceId, classGroupId: '2de4' } });
  expect(kept).toMatchObject({ kind: 'sequence', title: 'Vecteurs', lessonCount: 3 });
  const one = reuse.keep(context, { source: { kind: 'lesson', lessonId: 'b' } });
  for (const id of ['a', 'b', 'c']) lessonsHandlers.remove(context, { lessonId: id });
  progression.removeSequence(context, { sequenceId });
  const year = 366 * 86_400_000;
  expect(namedBlobs(context.store.db, context.clock.now() + year).has(document.sha256)).toBe(true);
  const { before } = reuse.copy(context, wanted({ kind: 'template', templateId: kept.id }));
  expect(plan('2de5').map((line) => line[0])).toEqual(['a', 'b', 'c']);
  const [made] = progression.sequences(context);
  expect(made).toMatchObject({ ...SEQUENCE, classGroupIds: ['2de5'] });
  expect(made?.id).not.toBe(sequenceId);
  const [first] = lessonsHandlers.starts(context, { classGroupId: '2de5' });
  const { resources } = lessonsHandlers.get(context, { lessonId: first?.id ?? '' });
  expect(resources.map((file) => [file.document.name, file.document.sha256])).toEqual([
    [document.name, document.sha256],
  ]);
  reuse.putBack(context, { state: before });
  expect([plan('2de5'), progression.sequences(context)]).toEqual([[], []]);
  expect(reuse.copy(context, wanted({ kind: 'template', templateId: one.id })).count).toBe(1);
  reuse.removeTemplate(context, { templateId: kept.id });
  expect(reuse.sources(context).templates).toEqual([one]);
  reuse.restoreTemplate(context, { templateId: kept.id });
  expect(reuse.sources(context).templates).toEqual([kept, one]);
});

test('the sweep keeps a template’s bytes, and lets those of a removed one go', async () => {
  const { workspace, context } = await openReuse();
  const { db } = context.store;
  const sha256 = 'a'.repeat(64);
  db.prepare(
    "INSERT INTO template (id, kind, title, body, kept_at) VALUES ('t', 'lesson', 't', '{}', 0)",
  ).run();
  db.prepare("INSERT INTO template_document VALUES ('t', ?)").run(sha256);
  expect(namedBlobs(db, workspace.clock.now()).has(sha256)).toBe(true);
  db.prepare('UPDATE template SET removed_at = 0').run();
  expect(namedBlobs(db, workspace.clock.now()).has(sha256)).toBe(false);
});
