import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { OpenedCopies } from '../../main/engine/opened/opened-copies.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { NO_POLICIES } from '../../main/engine/policies/resolve.ts';
import { backUpBeside } from '../../main/engine/store/migrate.ts';
import { watchHandlers } from '../../main/engine/watch/handlers.ts';
import { WatchedFolders } from '../../main/engine/watch/watched-folders.ts';
import { erase } from '../../main/engine/workspaces/erasure/erasures.ts';
import { eraseOldYears } from '../../main/engine/workspaces/erasure/retention.ts';
import type { ErasureSubject } from '../../preload/contract/erasure.ts';
import { filesWith } from './files-with.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';
import { aWhile, PACE, until } from './watched-workspace.ts';

/** Erasing a student or a school year: nothing of them is left in the account's folder, and nothing comes back unsaid. */

const STUDENT: ErasureSubject = { kind: 'student', studentId: 'student-1' };

/** A class of three with work on everybody, one of whom is Élodie Zyrkhovsky. */
async function workedClass(): Promise<SyncedClass> {
  const school = await openSyncedClass(3, {
    studentOf: (number) =>
      number === 1
        ? { first_name: 'Élodie', last_name: 'Zyrkhovsky' }
        : { first_name: 'Prénom', last_name: `Nom ${number}` },
  });
  const { engine, ent, submissionIds, document } = school;
  const { grading, search, settings, sync, account } = engine.client;
  ent.editOnTheWeb([{ entity: 'submission', id: 'submission-1', body: copyOf('Ma réponse, zyrkhovsky.') }]);
  for (const [index, submissionId] of submissionIds.entries()) {
    await grading.saveGrade({ submissionId, pointsTimes100: 1000 + index });
    await grading.saveComment({ submissionId, text: index === 0 ? 'Élodie Zyrkhovsky progresse.' : 'Bien.' });
  }
  const [first = '', second = ''] = submissionIds;
  const own = await document('corrige-zyrkhovsky.txt', 'Zyrkhovsky, votre copie.');
  await grading.attachFeedback({ submissionId: first, path: own });
  const shared = await document('corrige.txt', 'Le corrigé de tous.');
  for (const submissionId of [first, second]) await grading.attachFeedback({ submissionId, path: shared });
  await sync.start();
  // Waiting, superseded, searched, backed up: every place where a name stays.
  await grading.saveComment({ submissionId: first, text: 'Zyrkhovsky, attention.' });
  await grading.saveGrade({ submissionId: first, pointsTimes100: 700 });
  expect((await search.find({ text: 'zyrkhovsky' })).length).toBeGreaterThan(0);
  expect((await settings.doctor()).isHealthy).toBe(true);
  expect((await account.state()).account).not.toBeNull();
  return school;
}

/** What she hands in. */
function copyOf(text: string) {
  const copy = { assignment_id: 'assignment-1', student_id: 'student-1', status: 'submitted' };
  return { ...copy, submitted_at: 2, text, files: [] };
}

test('of an erased student nothing is left in any file of the account, and the others keep everything', async () => {
  const { engine, directory, submissionIds } = await workedClass();
  const { erasure, grading, settings, search } = engine.client;
  const data = join(directory, 'data');
  const account = engine.workspaces.current().directory;
  // An automatic copy of before, pages to print, and an earlier state that was put aside.
  const { store, domain } = engine.workspaces.current();
  await backUpBeside(store.db, store.path, domain.clock);
  mkdirSync(join(account, 'printed'));
  writeFileSync(join(account, 'printed', 'bilan.pdf'), 'Zyrkhovsky');
  mkdirSync(`${account}-before-2026`);
  writeFileSync(join(`${account}-before-2026`, 'cartable.sqlite'), 'zyrkhovsky');
  expect(filesWith(data, 'zyrkhovsky').length).toBeGreaterThan(4);

  const preview = await erasure.preview(STUDENT);
  expect(preview).toMatchObject({
    confirmation: 'Zyrkhovsky Élodie',
    counts: { students: 1, submissions: 1, grades: 1, comments: 1, files: 2, unsentEdits: 2 },
    outsidePaths: [],
  });
  // The shared file stays: only one document is hers alone.
  expect(preview.counts).toMatchObject({ documents: 1, backUps: 1, setAsideFolders: 1 });
  const erased = await erasure.erase({ subject: STUDENT, confirmation: 'zyrkhovsky elodie' });
  expect(erased).toMatchObject({ counts: preview.counts, mentionCount: 0, keptOutCount: 0 });
  expect(erased.finishedAt).not.toBeNull();

  expect(filesWith(data, 'zyrkhovsky')).toEqual([]);
  expect(filesWith(data, 'élodie')).toEqual([]);
  expect(filesWith(account, 'student-1')).toEqual([]);
  expect(existsSync(`${account}-before-2026`)).toBe(false);
  expect(readdirSync(join(account, 'backups'))).toHaveLength(1);
  const [, second = '', third = ''] = submissionIds;
  expect((await grading.submission({ submissionId: second })).pointsTimes100).toBe(1001);
  expect((await grading.submission({ submissionId: third })).pointsTimes100).toBe(1002);
  expect(await search.find({ text: 'zyrkhovsky' })).toEqual([]);
  expect(await search.find({ text: 'nom' })).not.toEqual([]);
  expect(await settings.doctor()).toMatchObject({ isHealthy: true, missingBlobs: 0, waitingCount: 0 });
  await expect(grading.submission({ submissionId: submissionIds[0] ?? '' })).rejects.toMatchObject({
    code: 'store/not-found',
  });
});

test('an earlier text of a lesson that names an erased student goes with her, the other earlier texts stay', async () => {
  const { engine } = await workedClass();
  const { erasure, lessons } = engine.client;
  const save = (id: string, text: string) =>
    lessons.save({
      ...{ newId: id, classGroupId: 'class-1', title: 'Exposés', startsAt: 0 },
      blocks: [{ id: 'a', content: { type: 'paragraph', content: [{ type: 'text', text }] } }],
    });
  const texts = { one: ['Puis élodie ZYRKHOVSKY', 'Puis les autres'], two: ['Rappel', 'Rappels'] };
  for (const [id, [before = '', after = '']] of Object.entries(texts)) {
    await save(id, before);
    await save(id, after);
  }
  const kept = async (lessonId: string) => (await lessons.versions({ lessonId })).versions.length;
  expect([await kept('one'), await kept('two')]).toEqual([1, 1]);
  await erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' });
  expect([await kept('one'), await kept('two')]).toEqual([0, 1]);
  expect(filesWith(engine.workspaces.current().directory, 'zyrkhovsky')).toEqual([]);
});

test('a name that is not the one is refused, and an erasure during a sync as well: everything is as it was', async () => {
  const { engine } = await workedClass();
  const { erasure } = engine.client;
  const { db } = engine.workspaces.current().store;
  const counted = () =>
    [
      'student',
      'submission',
      'grade',
      'comment',
      'outbox_op',
      'synced_copy',
      'blob',
      'kept_out',
      'erasure',
    ].map((table) => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get());
  const before = counted();
  await erasure.preview(STUDENT);
  await expect(erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky' })).rejects.toMatchObject({
    code: 'erasure/not-confirmed',
  });
  const nobody: ErasureSubject = { kind: 'student', studentId: 'student-9' };
  await expect(erasure.preview(nobody)).rejects.toMatchObject({ code: 'store/not-found' });
  const running = engine.client.sync.start();
  await expect(erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' })).rejects.toMatchObject({
    code: 'sync/already-running',
  });
  expect(counted().slice(0, 4)).toEqual(before.slice(0, 4));
  expect(counted().slice(-2)).toEqual([0, 0]);
  await running;
});

test('edits of others that were sealed with an erased one leave by themselves; the erased one never does', async () => {
  const { engine, ent, line, submissionIds } = await workedClass();
  const { grading, sync, erasure } = engine.client;
  const [first = '', second = ''] = submissionIds;
  await grading.saveGrade({ submissionId: second, pointsTimes100: 1500 });
  line.failNext('/batches', 'reply-lost');
  await sync.start().catch(() => undefined);
  const gradeOf = (id: string) =>
    ent.store.entities('grade').find((entity) => entity.id === id)?.body?.points_x100;
  const erased = await erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' });
  const atEnt = gradeOf(first);
  expect(erased.counts.unsentEdits).toBe(2);
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(gradeOf(second)).toBe(1500);
  expect(gradeOf(first)).toBe(atEnt);
});

test('what the ENT says of an erased student later is kept out and counted, until the teacher lets it back', async () => {
  const { engine, ent, submissionIds } = await workedClass();
  const { erasure, sync, classes, grading } = engine.client;
  const { id } = await erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' });
  const student = {
    entity: 'student' as const,
    id: 'student-1',
    body: { first_name: 'Élodie', last_name: 'Zyrkhovsky-Nom', class_group_ids: ['class-1'] },
  };
  ent.editOnTheWeb([student]);
  // A copy that did not exist when she was erased: it hangs on her.
  ent.editOnTheWeb([{ entity: 'submission', id: 'submission-new', body: copyOf('Encore zyrkhovsky') }]);
  ent.editOnTheWeb([
    { entity: 'comment', id: 'comment-new', body: { submission_id: 'submission-new', text: 'Zyrkhovsky' } },
  ]);
  await sync.start();
  const account = engine.workspaces.current().directory;
  expect(filesWith(account, 'zyrkhovsky')).toEqual([]);
  expect(await erasure.list()).toMatchObject([{ id, kind: 'student', keptOutCount: 3, yearLabel: null }]);
  expect((await classes.gradebook({ classGroupId: 'class-1' })).students).toHaveLength(2);
  await erasure.letBack({ erasureId: id });
  await sync.start();
  const { students } = await classes.gradebook({ classGroupId: 'class-1' });
  expect(students.map(({ lastName }) => lastName)).toContain('Zyrkhovsky-Nom');
  const back = await grading.submission({ submissionId: submissionIds[0] ?? '' });
  expect(back.pointsTimes100).toBe(1000);
  expect(await erasure.list()).toMatchObject([{ id, keptOutCount: 0 }]);
});

test('counting tells how far it is, can be called off, keeps nobody waiting, and changes nothing', async () => {
  const { engine } = await workedClass();
  const { erasure, grading } = engine.client;
  const { store } = engine.workspaces.current();
  const shares: number[] = [];
  const ending = new AbortController();
  const listening = (async () => {
    for await (const event of engine.events.subscribe(ending.signal))
      if (event.type === 'work-progress' && event.work === 'erasure') shares.push(event.done);
  })();
  const rows = () => store.db.prepare('SELECT COUNT(*) FROM submission').pluck().get();
  const before = rows();
  const calledOff = new AbortController();
  const counting = erasure.preview(STUDENT, { signal: calledOff.signal });
  calledOff.abort();
  await expect(counting).rejects.toThrow();
  // The engine answers meanwhile: what counts is a thread, with a copy of its own.
  const order: string[] = [];
  const preview = erasure.preview(STUDENT).finally(() => order.push('counted'));
  await grading.submission({ submissionId: 'submission-1' }).then(() => order.push('answered'));
  const { counts } = await preview;
  expect(order).toEqual(['answered', 'counted']);
  expect(counts).toMatchObject({ students: 1, submissions: 1, grades: 1 });
  expect(rows()).toBe(before);
  // Events come behind the answer.
  await vi.waitFor(() => expect(shares.at(-1)).toBe(100));
  ending.abort();
  await listening;
  expect(new Set(shares).size).toBeGreaterThan(10);
  const erased = await erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' });
  expect(erased.counts).toEqual(counts);
});

test('a copy that lies in a watched folder is told before an erasure and not proposed again after it, until it is given by hand', async () => {
  const { engine, directory, document } = await workedClass();
  const { erasure, watch, search } = engine.client;
  const { domain, directory: account } = engine.workspaces.current();
  const folder = join(directory, 'scans');
  mkdirSync(folder);
  const onBug = (error: unknown) => {
    throw error;
  };
  const folders = new WatchedFolders({
    ...{ context: domain, clock: systemClock, ownFolder: account, pace: PACE, isQuiet: () => true, onBug },
  });
  onTestFinished(() => folders.close());
  folders.start();
  await folders.add(folder);
  await until(() => folders.list()[0]?.state === 'watching');
  const names = () => watchHandlers.arrivals(domain).arrivals.map(({ name }) => name);
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put('zyrkhovsky.txt', 'Élodie, ma copie en papier.');
  put('cours.txt', 'Le cours de tous.');
  await until(() => names().length === 2);
  const arrivalId =
    watchHandlers.arrivals(domain).arrivals.find(({ name }) => name.startsWith('zyr'))?.id ?? '';
  const target = { kind: 'submission', id: 'submission-1' } as const;
  await watch.accept({ decisions: [{ arrivalId, target }] });

  expect((await erasure.preview(STUDENT)).outsidePaths).toEqual([join(folder, 'zyrkhovsky.txt')]);
  const { id } = await erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' });
  // Under its old name, and copied under another one.
  put('copie-2.txt', 'Élodie, ma copie en papier.');
  put('suite.txt', 'La suite du cours.');
  await until(() => names().includes('suite.txt'));
  await aWhile();
  expect(names().sort()).toEqual(['cours.txt', 'suite.txt']);
  expect(filesWith(account, 'zyrkhovsky')).toEqual([]);
  expect(await search.find({ text: 'copie-2' })).toEqual([]);

  await watch.bringIn({ path: await document('a-la-main.txt', 'Élodie, ma copie en papier.') });
  expect(names()).toContain('a-la-main.txt');
  await erasure.letBack({ erasureId: id });
  put('copie-3.txt', 'Élodie, encore une.');
  await until(() => names().includes('copie-3.txt'));
});

test('an erasure that was cut after its rows is finished when the account is opened', async () => {
  const { engine, directory } = await workedClass();
  const { store } = engine.workspaces.current();
  const account = engine.workspaces.current().directory;

  const workspace = engine.workspaces.current();
  const cut = {
    ...workspace,
    domain: { ...workspace.domain, undisturbed: () => Promise.reject(new Error('power cut')) },
  };
  const by = { askedBy: 'teacher', confirmation: 'Zyrkhovsky Élodie' } as const;
  await expect(erase(cut, STUDENT, by)).rejects.toThrow('power cut');
  expect(store.db.prepare('SELECT finished_at FROM erasure').pluck().get()).toBeNull();
  expect(filesWith(account, 'zyrkhovsky')).not.toEqual([]);
  await engine.close();
  const again = await openEngine(join(directory, 'data'));
  expect((await again.client.erasure.list())[0]?.finishedAt).toEqual(expect.any(Number));
  expect(filesWith(account, 'zyrkhovsky')).toEqual([]);
});

test('the proof is a text with numbers and dates, and names nobody', async () => {
  const { engine, directory } = await workedClass();
  const { erasure } = engine.client;
  const { id } = await erasure.erase({ subject: STUDENT, confirmation: 'Zyrkhovsky Élodie' });
  for (const language of ['fr', 'en'] as const) {
    const path = join(directory, `preuve-${language}.txt`);
    const { sizeBytes } = await erasure.writeProof({ erasureId: id, path, language });
    const text = readFileSync(path, 'utf8');
    expect(sizeBytes).toBe(Buffer.byteLength(text));
    expect(text).toContain(id);
    expect(text).toMatch(language === 'fr' ? /Copies\u00a0: 1\n/ : /Copies: 1\n/);
    expect(text.toLowerCase()).not.toMatch(/zyrkhovsky|élodie|student-1|submission-1/);
  }
});

test('no table of the database is unknown to the erasure', async () => {
  const { engine } = await openSyncedClass(1);
  const folder = join(import.meta.dirname, '../../main/engine/workspaces/erasure');
  const code = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const tables = engine.workspaces
    .current()
    .store.db.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all() as string[];
  const unknown = tables.filter((name) => !new RegExp(`\\b${name}\\b`).test(code) && !(name in IMPERSONAL));
  expect(unknown).toEqual([]);
});

/** Tables that hold nothing of a student, or go with others, and why. */
const IMPERSONAL: Readonly<Record<string, string>> = {
  account: 'the teacher',
  bank_comment: 'sentences for everybody',
  bank_ignored: 'sentences for everybody',
  calendar_exception: 'days',
  column_mapping: 'titles of columns',
  conflict: 'goes with its edit',
  counter: 'numbers',
  kept_out: 'salted hashes',
  kept_out_salt: 'chance',
  op_blob: 'goes with its edit',
  outbox_batch: 'opened before the edits go',
  search_entry: 'goes with its row by triggers',
  sequence: 'the teacher’s plans',
  setting: 'the teacher’s choices',
  subject: 'names of subjects',
  sync_session: 'counts and codes',
  sync_state: 'places in the ENT’s feed',
  template: 'the teacher’s lessons',
  template_document: 'the teacher’s documents',
  week_cycle: 'weeks',
};

/** The class of last year, and its students; one of them is in this year's class as well. */
async function twoYears() {
  const school = await openSyncedClass(2);
  const { engine, ent } = school;
  const now = engine.workspaces.current().domain.clock.now();
  const before = now - 500 * 86_400_000;
  const assignmentOf = (class_group_id: string, due_at: number) => ({
    ...{ class_group_id, period_id: null, title: 'Ancien devoir', instructions: '' },
    ...{ max_x100: 2000, coefficient_x100: 100, due_at },
  });
  const copy = { status: 'submitted', submitted_at: before, text: 'Ancienne réponse', files: [] };
  ent.editOnTheWeb([
    { entity: 'class_group', id: 'class-old', body: { name: 'Ancienne 3e', subject_id: 'subject-1' } },
    { entity: 'assignment', id: 'assignment-1', body: { ...assignmentOf('class-1', now), title: 'Devoir' } },
    { entity: 'assignment', id: 'assignment-old', body: assignmentOf('class-old', before) },
    {
      entity: 'student',
      id: 'student-old',
      body: { first_name: 'Zoé', last_name: 'Ancienne', class_group_ids: ['class-old'] },
    },
    {
      entity: 'student',
      id: 'student-1',
      body: { first_name: 'Léa', last_name: 'Fidèle', class_group_ids: ['class-old', 'class-1'] },
    },
    ...['student-old', 'student-1'].map((student_id) => ({
      entity: 'submission' as const,
      id: `old-${student_id}`,
      body: { ...copy, assignment_id: 'assignment-old', student_id },
    })),
  ]);
  await engine.client.sync.start();
  const lesson = await engine.client.lessons.save({
    blocks: [],
    classGroupId: 'class-old',
    title: 'Mon ancienne séance',
    startsAt: before,
  });
  await engine.client.grading.saveGrade({ submissionId: 'old-student-1', pointsTimes100: 1200 });
  return { ...school, lesson };
}

test('a year goes with its copies and the students who have left; who is still here stays, and so do the lessons', async () => {
  const { engine, lesson } = await twoYears();
  const { erasure, classes, lessons, grading } = engine.client;
  const [running, old] = await erasure.years();
  expect([running?.isRunning, old?.isRunning, old?.submissionCount]).toEqual([true, false, 2]);
  const yearOf = (yearId = '', withLessons = false) => ({ kind: 'year', yearId, withLessons }) as const;
  await expect(erasure.preview(yearOf(running?.id))).rejects.toMatchObject({ code: 'erasure/year-running' });
  const { counts, confirmation } = await erasure.preview(yearOf(old?.id));
  expect(confirmation).toBe(old?.label);
  expect(counts).toMatchObject({
    students: 1,
    assignments: 1,
    submissions: 2,
    grades: 1,
    lessons: 0,
    unsentEdits: 1,
  });
  await erasure.erase({ subject: yearOf(old?.id), confirmation });
  expect(filesWith(engine.workspaces.current().directory, 'zoé')).toEqual([]);
  expect(filesWith(engine.workspaces.current().directory, 'ancienne réponse')).toEqual([]);
  expect((await classes.gradebook({ classGroupId: 'class-1' })).students).toHaveLength(2);
  expect((await lessons.get({ lessonId: lesson.id })).title).toBe('Mon ancienne séance');
  expect(await grading.assignments({ classGroupId: 'class-old' })).toEqual([]);
  expect((await erasure.years()).map(({ id }) => id)).toEqual([running?.id]);
  expect(await engine.client.settings.doctor()).toMatchObject({ isHealthy: true });
});

test('with its lessons, the class of a year goes as well', async () => {
  const { engine, lesson } = await twoYears();
  const { erasure, classes, lessons } = engine.client;
  for (const text of ['Idée ancienne', 'Idée']) {
    const blocks = [{ id: 'a', content: { type: 'paragraph', content: [{ type: 'text', text }] } }];
    const { id, classGroupId, title, startsAt } = lesson;
    await lessons.save({ id, classGroupId, title, startsAt, blocks });
  }
  expect((await lessons.versions({ lessonId: lesson.id })).versions).toHaveLength(1);
  const [, old] = await erasure.years();
  const subject = { kind: 'year', yearId: old?.id ?? '', withLessons: true } as const;
  const { counts } = await erasure.erase({ subject, confirmation: old?.label ?? '' });
  expect(counts.lessons).toBe(1);
  expect((await classes.list()).map(({ id }) => id)).toEqual(['class-1']);
  expect(filesWith(engine.workspaces.current().directory, 'ancienne')).toEqual([]);
});

test('what is open in another program goes with its lesson, also what was changed there and not taken back', async () => {
  const { engine, lesson, document } = await twoYears();
  const { erasure, lessons } = engine.client;
  const { domain: context, directory } = engine.workspaces.current();
  const path = await document('fiche.txt', 'Une fiche.');
  const { id: resourceId } = await lessons.attach({ lessonId: lesson.id, path });
  const asked: string[] = [];
  const options = { context, clock: systemClock, directory, emit: () => undefined, onBug: () => undefined };
  const copies = new OpenedCopies({ ...options, openCopy: async (way) => asked.push(way) > 0 });
  await copies.open({ resourceId });
  writeFileSync(join(directory, 'opened', asked[0] ?? ''), 'Une fiche qui nomme Zyrkhovsky.');
  const [, old] = await erasure.years();
  const subject = { kind: 'year', yearId: old?.id ?? '', withLessons: true } as const;
  await erasure.erase({ subject, confirmation: old?.label ?? '' });
  expect(filesWith(directory, 'fiche')).toEqual([]);
  expect(readdirSync(join(directory, 'opened'))).toEqual([]);
});

test('years that are older than what is kept are proposed, and go by themselves only where the school says so', async () => {
  const { engine } = await twoYears();
  const { erasure, settings, sync } = engine.client;
  const due = async () => (await erasure.years()).map(({ isDue }) => isDue);
  expect(await due()).toEqual([false, false]);
  await settings.save({ keptYears: 3 });
  expect(await due()).toEqual([false, false]);
  await settings.save({ keptYears: 0 });
  expect(await due()).toEqual([false, true]);
  const workspace = engine.workspaces.current();
  expect(await eraseOldYears(workspace)).toBe(0);
  const binding = { 'data.keptYears': 0, 'data.eraseOldYears': true };
  const managed = { ...workspace, domain: { ...workspace.domain, policies: { ...NO_POLICIES, binding } } };
  // A grade of that year waits to be sent: it goes first.
  expect(await eraseOldYears(managed)).toBe(0);
  await sync.start();
  expect(await eraseOldYears(managed)).toBe(1);
  expect(await due()).toEqual([false]);
  expect(await erasure.list()).toMatchObject([{ askedBy: 'school', kind: 'year' }]);
  expect(await eraseOldYears(managed)).toBe(0);
});
