import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { draftIdOf } from '../../main/engine/connectors/moodle/draft-files.ts';
import { type FakeMoodle, MOODLE_3_9, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { draftArea, feedbackArea } from '../fake-moodle/site/grading.ts';
import { addAssignment, addStudent, handIn } from '../fake-moodle/site/recorded-class.ts';
import { openMoodleClass } from './moodle-class.ts';

const GRADES = 'mod_assign_save_grades';
const TOGETHER = 'tool_mobile_call_external_functions';

/** What Moodle holds of a student's latest grade. */
function atMoodle(fake: FakeMoodle, userId: number) {
  const { grade, comment } = fake.assign.userGrade(userId) ?? { grade: null, comment: null };
  return { grade, comment: comment?.text ?? null };
}

function filesAtMoodle(fake: FakeMoodle, userId: number): string[] {
  const grade = fake.assign.userGrade(userId);
  const { contextid } = fake.assign.row;
  return fake.site.files
    .files({
      contextid,
      component: 'assignfeedback_file',
      filearea: 'feedback_files',
      itemid: grade?.id ?? 0,
    })
    .map(({ filename }) => filename)
    .sort();
}

test('a class of 35 comes in 45 requests with its files, again in 3, and goes back in 3', async () => {
  const { engine, fake, assignmentId, countRequests } = await openMoodleClass({ students: 35 });
  const { client } = engine;
  expect(fake.traffic.requests.length + (await countRequests(() => client.sync.start()))).toBeLessThanOrEqual(
    45,
  );
  const copies = await client.grading.submissions({ assignmentId });
  expect(copies).toHaveLength(35);
  expect(copies.every(({ documentCount }) => documentCount === 1)).toBe(true);
  expect(await countRequests(() => client.sync.start())).toBeLessThanOrEqual(3);
  for (const [index, { id }] of copies.entries()) {
    await client.grading.saveGrade({ submissionId: id, pointsTimes100: index * 50 });
    await client.grading.saveComment({ submissionId: id, text: `Copie n° ${index}\nà <relire>` });
  }
  expect(await countRequests(() => client.sync.start())).toBe(3);
  expect(fake.traffic.countOf(GRADES)).toBe(1);
  const back = copies.map(({ student: { id } }) => atMoodle(fake, Number(id.slice('user-'.length))));
  expect(back.map(({ grade }) => grade)).toEqual(copies.map((_, index) => index / 2));
  expect(back[7]?.comment).toBe('<p>Copie n° 7<br />à &lt;relire&gt;</p>');
  expect(await client.sync.waiting()).toEqual([]);
  expect(await countRequests(() => client.sync.start())).toBeLessThanOrEqual(3);
  expect(fake.traffic.countOf(GRADES)).toBe(1);
  expect(fake.traffic.mostAtOnce).toBeLessThanOrEqual(2);
});

test('a copy has its text, its date and its bytes; the account is a Moodle', async () => {
  const { engine, fake, account, copy } = await openMoodleClass();
  fake.assign.row.duedate = fake.site.now() - 3600;
  fake.handIn(4, [{ filename: 'devoir.txt', bytes: Buffer.from('la chute') }], '<p>Un<br>deux</p>');
  await engine.client.sync.start();
  expect(account).toMatchObject({ kind: 'moodle', login: 'prof', schoolName: 'Lycee' });
  const [document] = (await engine.client.grading.submission({ submissionId: copy(4) })).documents;
  expect(await engine.client.grading.submission({ submissionId: copy(4) })).toMatchObject({
    status: 'late',
    text: 'Un\ndeux',
    documents: [{ name: 'devoir.txt', sizeBytes: 8, isLocal: true }],
    pointsTimes100: null,
    sync: 'synced',
  });
  expect(document?.sha256).toBe(createHash('sha256').update('la chute').digest('hex'));
  const { vault } = engine.workspaces.current().domain;
  expect(await vault.isIntact(document?.sha256 ?? '')).toBe(true);
});

test('what is graded on the web comes here, and nothing of it twice', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  await engine.client.sync.start();
  fake.gradeOnWeb(5, { grade: 13.5, comment: '<p>Vu en <b>classe</b></p>' });
  await engine.client.sync.start();
  const read = () => engine.client.grading.submission({ submissionId: copy(5) });
  expect(await read()).toMatchObject({
    pointsTimes100: 1350,
    comments: [{ text: 'Vu en classe', isMine: true }],
    sync: 'synced',
  });
  const again = await engine.client.sync.start();
  expect(again.changesReceived).toBe(0);
  fake.gradeOnWeb(5, { comment: '' });
  await engine.client.sync.start();
  expect(await read()).toMatchObject({ pointsTimes100: 1350, comments: [] });
});

test('a grade leaves the comment of the web as it is, to the sign', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const comment = '<p>Très <em>bien</em> <img src="@@PLUGINFILE@@/a.png" alt=""></p>';
  fake.gradeOnWeb(4, { comment });
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1600 });
  await engine.client.sync.start();
  expect(atMoodle(fake, 4)).toEqual({ grade: 16, comment });
});

test('a comment of the web with a link or a picture is not replaced by its bare text: the edit says why; taken away, it goes', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  const comment = '<p><strong>Bien</strong>, voir <a href="https://exemple.fr/fiche">la fiche</a></p>';
  fake.gradeOnWeb(4, { grade: 10, comment });
  await sync.start();
  await grading.saveComment({ submissionId: copy(4), text: 'Très bien, voir la fiche' });
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1600 });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([
    { entity: 'comment', state: 'refused', reason: 'comment-formatted' },
  ]);
  expect(atMoodle(fake, 4)).toEqual({ grade: 16, comment });
  await grading.saveComment({ submissionId: copy(4), text: '' });
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(atMoodle(fake, 4).comment).toBe('');
});

test('a grade typed on the web meanwhile is a conflict, and nothing of either is lost', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  await client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await client.grading.saveComment({ submissionId: copy(4), text: 'Le mien' });
  fake.gradeOnWeb(4, { grade: 9, comment: '<p>Du web</p>' });
  await client.sync.start();
  expect(atMoodle(fake, 4)).toEqual({ grade: 9, comment: '<p>Du web</p>' });
  const conflicts = await client.sync.conflicts();
  expect(conflicts.map(({ entity }) => entity).sort()).toEqual(['comment', 'grade']);
  for (const { id } of conflicts) await client.sync.resolveConflict({ conflictId: id, keep: 'mine' });
  await client.sync.start();
  expect(atMoodle(fake, 4)).toEqual({ grade: 12, comment: '<p>Le mien</p>' });
  await client.sync.start();
  expect(await client.sync.conflicts()).toEqual([]);
  expect(await client.grading.submission({ submissionId: copy(4) })).toMatchObject({
    pointsTimes100: 1200,
    comments: [{ text: 'Le mien' }],
    sync: 'synced',
  });
});

test('a grade that Moodle does not keep is shown as not kept: locked in its gradebook, it says nothing', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  await engine.client.sync.start();
  fake.assign.gradebook.set(4, { locked: true, overridden: false, finalgrade: 7 });
  await engine.client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await engine.client.grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1300 });
  const session = await engine.client.sync.start();
  expect(session).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entity: 'grade', entityId: copy(4), state: 'refused', reason: 'not-kept' },
  ]);
  expect(atMoodle(fake, 5).grade).toBe(13);
});

test.each([
  ['the reply to the writing is lost', { kind: 'reset', atByte: 0 }, { at: GRADES, times: 1 }],
  ['the reading back is lost', { kind: 'reset', atByte: 0 }, { at: TOGETHER, skip: 1, times: 1 }],
  [
    'PHP dies while it prints what is read back',
    { kind: 'truncated', afterBytes: 500 },
    { at: TOGETHER, skip: 1, times: 1 },
  ],
] as const)('%s: the next sync finds it there and writes nothing twice', async (_, fault, aim) => {
  const { engine, fake, copy } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  await client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await client.grading.saveComment({ submissionId: copy(4), text: 'Bien' });
  fake.setFault(fault, aim);
  expect((await client.sync.start()).outcome).toBe('failed');
  fake.clearFaults();
  expect(atMoodle(fake, 4).grade).toBe(12);
  const again = await client.sync.start();
  expect(again).toMatchObject({ outcome: 'done', editsSent: 2 });
  expect(fake.traffic.countOf(GRADES)).toBe(1);
  expect(await client.sync.waiting()).toEqual([]);
});

test('PHP dies in the middle of a class: what was kept counts, the rest goes with the next sync', async () => {
  const { engine, fake, assignmentId } = await openMoodleClass({ students: 6 });
  const { client } = engine;
  await client.sync.start();
  const copies = await client.grading.submissions({ assignmentId });
  for (const { id } of copies) await client.grading.saveGrade({ submissionId: id, pointsTimes100: 1100 });
  fake.setFault({ kind: 'dies-after-grades', grades: 2 }, { at: GRADES, times: 1 });
  await client.sync.start();
  await client.sync.start();
  expect(await client.sync.waiting()).toEqual([]);
  expect(copies.map((_, index) => atMoodle(fake, 4 + index).grade)).toEqual(copies.map(() => 11));
});

test('a token that ends in the middle asks to sign in again, and nothing is lost', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  await client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  fake.site.tokens.length = 0;
  await expect(client.sync.start()).rejects.toMatchObject({ code: 'account/sign-in-needed' });
  expect(await client.sync.waiting()).toMatchObject([{ entityId: copy(4) }]);
  expect(await client.account.signIn({ password: fake.password })).toMatchObject({ kind: 'moodle' });
  await client.sync.start();
  expect(atMoodle(fake, 4).grade).toBe(12);
});

test.each([
  ['a page with status 200', { kind: 'html' }, 'network/captive-portal'],
  ['a PHP without memory', { kind: 'empty' }, 'ent/server-error'],
  ['maintenance by a page', { kind: 'cli-maintenance' }, 'moodle/maintenance'],
  ['a proxy that wants silence', { kind: 'status', status: 429, retryAfter: '120' }, 'ent/paused'],
] as const)('%s is told, and everything stays', async (_, fault, code) => {
  const { engine, fake, copy, assignmentId } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  await client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  fake.setFault(fault);
  expect((await client.sync.start()).error?.code).toBe(code);
  expect(await client.grading.submissions({ assignmentId })).toHaveLength(5);
  expect(await client.sync.waiting()).toHaveLength(1);
});

test('to whoever must agree to a policy Moodle shows empty lists: no class goes', async () => {
  const { engine, fake, assignmentId } = await openMoodleClass();
  await engine.client.sync.start();
  fake.site.config.sitepolicy = 'https://example.org/charte';
  expect((await engine.client.sync.start()).error?.code).toBe('moodle/policy-not-agreed');
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(5);
});

test('files go back beside those of the web; one that is taken back goes alone', async () => {
  const { engine, fake, copy, document } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  const give = async (name: string, text: string) =>
    client.grading.attachFeedback({ submissionId: copy(4), path: await document(name, text) });
  const first = await give("corrigé d'Emma.txt", 'un');
  await client.sync.start();
  expect(filesAtMoodle(fake, 4)).toEqual(['corrigé d’Emma.txt']);
  await give('barème.txt', 'deux');
  await client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1400 });
  await client.sync.start();
  expect(filesAtMoodle(fake, 4)).toEqual(['barème.txt', 'corrigé d’Emma.txt']);
  await client.grading.removeFeedback({ feedbackId: first.id });
  await client.sync.start();
  expect(filesAtMoodle(fake, 4)).toEqual(['barème.txt']);
  expect(atMoodle(fake, 4).grade).toBe(14);
  await client.sync.start();
  const { feedback } = await client.grading.submission({ submissionId: copy(4) });
  expect(feedback.map(({ document: { name } }) => name)).toEqual(['barème.txt']);
  expect(await client.sync.waiting()).toEqual([]);
});

test('a document whose draft Moodle has tidied away is brought again', async () => {
  const { engine, fake, copy, document } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  await client.grading.attachFeedback({ submissionId: copy(4), path: await document('corrigé.txt', 'un') });
  fake.setFault({ kind: 'reset-request', atByte: 10 }, { at: '/webservice/rest/server.php', times: 1 });
  expect((await client.sync.start()).outcome).toBe('failed');
  fake.clearFaults();
  const sha256 = createHash('sha256').update('un').digest('hex');
  fake.site.files.clear(draftArea(3, draftIdOf([{ sha256, name: 'corrigé.txt' }])));
  await client.sync.start();
  await client.sync.start();
  expect(filesAtMoodle(fake, 4)).toEqual(['corrigé.txt']);
});

test('a copy that is cut on its way comes on from there', async () => {
  const { engine, fake, copy } = await openMoodleClass({ students: 1, copyBytes: 900_000 });
  fake.setFault({ kind: 'reset', atByte: 500_000 }, { at: '/webservice/pluginfile.php', times: 1 });
  await engine.client.sync.start();
  const [document] = (await engine.client.grading.submission({ submissionId: copy(4) })).documents;
  expect(document).toMatchObject({ isLocal: true });
  expect(fake.traffic.countOf('/webservice/pluginfile.php')).toBe(2);
  // Both ways whole would be the part and the copy.
  expect(fake.traffic.bytesDown).toBeLessThan(1_400_000);
});

test('a copy that is handed in again comes anew; the same one named by two copies is one document', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const bytes = Buffer.from('ensemble');
  fake.handIn(4, [{ filename: 'a.txt', bytes }]);
  fake.handIn(5, [{ filename: 'b.txt', bytes }]);
  await engine.client.sync.start();
  const shaOf = async (userId: number) =>
    (await engine.client.grading.submission({ submissionId: copy(userId) })).documents.map(
      ({ sha256 }) => sha256,
    );
  expect(await shaOf(4)).toEqual(await shaOf(5));
  const before = fake.traffic.countOf('/webservice/pluginfile.php');
  fake.handIn(4, [{ filename: 'a.txt', bytes: Buffer.from('seul') }]);
  await engine.client.sync.start();
  expect(fake.traffic.countOf('/webservice/pluginfile.php')).toBe(before + 1);
  expect(await shaOf(4)).not.toEqual(await shaOf(5));
});

test('blind marking shows no name; a team shares one work; a rubric that no page has shown yet is not graded here', async () => {
  const { engine, fake } = await openMoodleClass();
  const { site } = fake;
  const blind = addAssignment(site, { course: 2, name: 'Anonyme', blindmarking: true });
  handIn(blind, 4, { text: '<p>x</p>' });
  const rubric = { criteria: [{ id: 1, levels: [{ id: 1, score: 0 }] }] };
  const byForm = addAssignment(site, { course: 2, name: 'Grille', rubric });
  handIn(byForm, 4, { text: '<p>x</p>' });
  site.groups.push({ id: 91, courseid: 2, name: 'Équipe', members: new Set([4, 5]) });
  const team = addAssignment(site, { course: 2, name: 'Équipe', teamsubmission: true });
  handIn(team, 4, { text: '<p>ensemble</p>' });
  const { client } = engine;
  await client.sync.start();
  const assignments = await client.grading.assignments({});
  expect(assignments.map(({ title }) => title).sort()).toEqual([
    'Anonyme',
    'Devoir 3 : la chute libre',
    'Grille',
    'Équipe',
  ]);
  const names = (await client.grading.submissions({ assignmentId: `assign-${blind.row.id}` })).map(
    ({ student }) => `${student.firstName} ${student.lastName}`,
  );
  expect(names).toHaveLength(5);
  expect(names.join()).not.toMatch(/Nom|Prénom/);
  const work = await client.grading.submission({ submissionId: `copy-${team.row.id}-5` });
  expect(work).toMatchObject({ status: 'submitted', text: 'ensemble' });
  await client.grading.saveGrade({ submissionId: `copy-${blind.row.id}-4`, pointsTimes100: 1000 });
  await client.grading.saveGrade({ submissionId: `copy-${team.row.id}-5`, pointsTimes100: 1100 });
  await client.grading.saveGrade({ submissionId: `copy-${byForm.row.id}-4`, pointsTimes100: 1200 });
  await client.sync.start();
  expect(blind.userGrade(4)?.grade).toBe(10);
  expect(team.grades.of(5).at(-1)?.grade).toBe(11);
  expect(await client.sync.waiting()).toMatchObject([{ state: 'refused', reason: 'graded-by-form' }]);
  await client.sync.start();
  expect(await client.grading.submission({ submissionId: `copy-${team.row.id}-5` })).toMatchObject({
    pointsTimes100: 1100,
  });
});

test('two files of one name that were given back in two folders both stay, beside a third', async () => {
  const { engine, fake, copy, document } = await openMoodleClass();
  const { grading, sync } = engine.client;
  fake.gradeOnWeb(4, { grade: 10, comment: '<p>Vu</p>' });
  const area = feedbackArea(fake.assign, fake.assign.userGrade(4)?.id ?? 0);
  const filename = 'corrige.txt';
  for (const [filepath, text] of [
    ['/page1/', 'page un'],
    ['/page2/', 'la page deux'],
  ] as const)
    fake.site.files.add(area, { filename, filepath, bytes: Buffer.from(text) }, fake.site.now());
  await sync.start();
  const detail = () => grading.submission({ submissionId: copy(4) });
  expect((await detail()).feedback).toHaveLength(2);
  await grading.attachFeedback({ submissionId: copy(4), path: await document('annote.txt', 'mes notes') });
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  const held = () =>
    fake.site.files.files(area).map((file) => `${file.filepath}${file.filename} ${file.bytes}`);
  expect(held().sort()).toEqual([
    '/annote.txt mes notes',
    '/page1/corrige.txt page un',
    '/page2/corrige.txt la page deux',
  ]);
  const gone = (await detail()).feedback.find(
    ({ document: { sizeBytes } }) => sizeBytes === 'page un'.length,
  );
  await grading.removeFeedback({ feedbackId: gone?.id ?? '' });
  await sync.start();
  expect(held().sort()).toEqual(['/annote.txt mes notes', '/page2/corrige.txt la page deux']);
});

test('students come and go; an assignment that is deleted goes with its copies', async () => {
  const { engine, fake, assignmentId } = await openMoodleClass();
  const { client } = engine;
  const other = addAssignment(fake.site, { course: 2, name: 'Autre' });
  await client.sync.start();
  addStudent(fake.site, 2, 99, 99);
  const left = fake.site.enrolments.findIndex(({ userid }) => userid === 4);
  fake.site.enrolments.splice(left, 1);
  fake.site.assigns.delete(other.row.id);
  await client.sync.start();
  const students = (await client.grading.submissions({ assignmentId })).map(({ student }) => student.id);
  expect(students).toContain('user-99');
  expect(students).not.toContain('user-4');
  expect((await client.grading.assignments({})).map(({ title }) => title)).not.toContain('Autre');
});

test('a course of 1,200 comes in several pages, whole', async () => {
  const { engine, fake, assignmentId } = await openMoodleClass({ students: 1 });
  for (let number = 2; number <= 1200; number += 1) addStudent(fake.site, 2, 1000 + number, number);
  const session = await engine.client.sync.start();
  expect(session).toMatchObject({ outcome: 'done', requests: 3 });
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(1200);
  expect((await engine.client.sync.start()).changesReceived).toBe(0);
});

test.each([
  ['a wrong password', () => undefined, 'account/wrong-credentials', 'non'],
  [
    'web services off',
    ({ site }) => void Object.assign(site.config, { enablewebservices: false }),
    'moodle/web-services-off',
  ],
  [
    'maintenance',
    ({ site }) => void Object.assign(site.config, { maintenanceEnabled: true }),
    'moodle/maintenance',
  ],
  ['a Moodle 3.9', ({ site }) => void Object.assign(site.config, MOODLE_3_9), 'moodle/too-old'],
  [
    'a service without grading',
    ({ site }) => void Object.assign(site.config, { withoutFunctions: new Set(['mod_assign_save_grades']) }),
    'moodle/missing-functions',
  ],
  [
    'a password that must be changed',
    ({ site }) => void Object.assign(site.users.get(3) ?? {}, { mustChangePassword: true }),
    'moodle/password-change',
  ],
] as [string, (fake: FakeMoodle) => void, string, string?][])(
  '%s is told in its own words, and leaves no folder behind',
  async (_, happen, code, password) => {
    const { engine, fake, directory } = await openMoodleClass();
    await engine.client.account.leave();
    const before = readdirSync(join(directory, 'data', 'accounts'));
    const other = await startFakeMoodle({ students: 1 });
    onTestFinished(() => other.close());
    happen(other);
    const { url, login } = other;
    const connect = engine.client.account.connect({ url, login, password: password ?? fake.password });
    await expect(connect).rejects.toMatchObject({ code });
    expect(readdirSync(join(directory, 'data', 'accounts'))).toEqual(before);
  },
);

test('lessons stay on this computer: Moodle is told nothing of them, and nothing waits', async () => {
  const { engine } = await openMoodleClass();
  const { client } = engine;
  await client.sync.start();
  await client.lessons.save({
    classGroupId: 'course-2',
    title: 'La chute',
    startsAt: Date.UTC(2026, 10, 30, 9),
    isPublished: false,
    blocks: [],
  });
  expect(await client.sync.waiting()).toEqual([]);
});
