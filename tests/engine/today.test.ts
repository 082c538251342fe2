import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import { todayHandlers } from '../../main/engine/today/handlers.ts';
import {
  assignmentBody,
  openDomainWorkspace,
  receiveClass,
  START,
  submissionBody,
  temporaryFolder,
} from './domain-workspace.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const syncStatus = {
  isRunning: false,
  waitingCount: 0,
  documentsWaiting: 0,
  bytesWaiting: 0,
  conflictCount: 0,
  refusedCount: 0,
  pausedUntil: null,
  lanes: [],
  automatic: { state: 'off' as const, pausedUntil: null, nextAt: null },
  lastSession: null,
  progress: null,
};

test('today shows what is to be graded by due date, today’s lessons and the homework of the week', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive, store } = workspace;
  receiveClass(workspace, 1);
  receive('assignment', 'old', assignmentBody({ title: 'Ancien', due_at: START - 30 * DAY }));
  receive('assignment', 'done', assignmentBody({ title: 'Rendu', due_at: START - 60 * DAY }));
  receive('assignment', 'undated', assignmentBody({ title: 'Sans date', due_at: null }));
  for (const id of ['old', 'done', 'undated'])
    receive('submission', `copy-${id}`, submissionBody('student-01', { assignment_id: id }));
  gradingHandlers.saveGrade(context, { submissionId: 'copy-done', pointsTimes100: 1000 });
  // 24 November in Paris, from 23:00 UTC the day before.
  for (const [title, startsAt] of [
    ['hier', START - 10 * HOUR - 1],
    ['minuit', START - 10 * HOUR],
    ['tard', START + 14 * HOUR - 1],
    ['demain', START + 14 * HOUR],
  ] as const)
    lessonsHandlers.save(context, { classGroupId: '2de4', title, startsAt, isPublished: true, blocks: [] });
  const [lesson] = lessonsHandlers.list(context, {});
  for (const [text, dueAt] of [
    ['passé', START - 10 * HOUR - 1],
    ['dans sept jours', START + 7 * DAY + 13 * HOUR],
    ['dans huit jours', START + 7 * DAY + 14 * HOUR],
    ['aujourd’hui', START],
  ] as const)
    lessonsHandlers.saveHomework(context, { lessonId: lesson?.id ?? '', text, dueAt });
  store.db.exec(
    `INSERT INTO sync_session (id, started_at, outcome, requests, edits_sent) VALUES ('a', 1, 'done', 4, 35), ('b', 2, 'failed', 2, 0), ('first download', 0, 'done', 90, 0)`,
  );
  const overview = todayHandlers.overview(context, syncStatus);
  expect(overview.toGrade.map(({ title }) => title)).toEqual(['Ancien', 'Devoir surveillé 1', 'Sans date']);
  expect(overview.lessons.map(({ title }) => title)).toEqual(['minuit', 'tard']);
  expect(overview.homeworkDue).toMatchObject([
    { text: 'aujourd’hui', classGroupName: '2de 4' },
    { text: 'dans sept jours' },
  ]);
  expect(overview.savings).toEqual({
    bytesBefore: 0,
    bytesAfter: 0,
    bytesSavedThisWeek: 0,
    requests: 4,
    editsSent: 35,
  });
  expect(overview.sync).toBe(syncStatus);
});

test('a lesson of the day comes with its room and documents; a session without one is to be prepared; what is graded waits to be published', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  const { submissionIds } = receiveClass(workspace, 2);
  const line = {
    classGroupId: '2de4',
    weekday: 2,
    weeks: 'every',
    group: '',
    firstDay: null,
    lastDay: null,
  } as const;
  for (const [fromMinute, room] of [
    [600, 'B204'],
    [840, 'C1'],
  ] as const)
    timetableHandlers.saveSlot(context, { ...line, fromMinute, toMinute: fromMinute + 55, room });
  const lesson = lessonsHandlers.save(context, {
    classGroupId: '2de4',
    title: 'Vecteurs',
    startsAt: START,
    isPublished: true,
    blocks: [],
  });
  const path = join(await temporaryFolder(), 'cours.txt');
  await writeFile(path, 'Relation de Chasles');
  await lessonsHandlers.attach(context, { lessonId: lesson.id, path });
  const overview = () => todayHandlers.overview(context, syncStatus);
  expect(overview().lessons).toMatchObject([
    {
      title: 'Vecteurs',
      room: 'B204',
      endsAt: START + 55 * 60_000,
      documents: [{ name: 'cours.txt', isLocal: true }],
    },
  ]);
  expect(overview().toPrepare).toMatchObject([{ room: 'C1', startsAt: START + 4 * HOUR, lessonId: null }]);
  expect(overview().toPublish).toEqual([]);
  for (const submissionId of submissionIds)
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100: 1200 });
  expect(overview().toPublish).toMatchObject([{ id: 'ds1', gradedCount: 2 }]);
  gradingHandlers.publish(context, { assignmentId: 'ds1', at: START });
  expect(overview().toPublish).toEqual([]);
});

test('drafts of today and of the last two weeks wait to be published, not those that come, are dated or published', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  receiveClass(workspace, 1);
  const save = (title: string, startsAt: number, more: { isPublished?: boolean; publishAt?: number } = {}) =>
    lessonsHandlers.save(context, { classGroupId: '2de4', title, startsAt, blocks: [], ...more }).id;
  save('hier', START - DAY);
  const lessonId = save('ce soir', START + 8 * HOUR);
  save('demain', START + DAY);
  save('ancien', START - 16 * DAY);
  save('publié', START - DAY, { isPublished: true });
  save('daté', START - DAY, { isPublished: false, publishAt: START + DAY });
  const titles = () => todayHandlers.overview(context, syncStatus).lessonsToPublish.map(({ title }) => title);
  expect(titles()).toEqual(['ce soir', 'hier']);
  const place = { classGroupId: '2de4', lessonId, startsAt: START + 8 * HOUR, isCorrected: false };
  const { before } = lessonsHandlers.publish(context, { lessonId, publications: [{ ...place, at: 'now' }] });
  expect(titles()).toEqual(['hier']);
  lessonsHandlers.putBack(context, { states: before });
  expect(titles()).toEqual(['ce soir', 'hier']);
});
