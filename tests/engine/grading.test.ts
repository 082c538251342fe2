import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { gradingEntities } from '../../main/engine/grading/syncable.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  studentBody,
  submissionBody,
  TEACHER,
} from './domain-workspace.ts';

const { saveGrade, saveComment, submission, submissions, assignments } = gradingHandlers;

async function openClass(size = 3): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, size);
  return workspace;
}

function payloads(workspace: DomainWorkspace): unknown[] {
  return workspace.waiting().map(({ payload }) => (payload === null ? null : JSON.parse(payload)));
}

test('a grade is saved to the hundredth, told to the screens, and waits for the ENT', async () => {
  const workspace = await openClass();
  expect(saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1425 })).toEqual({
    previous: { pointsTimes100: null, standing: null, isCounted: true },
    previousOutOfTimes100: 2000,
    outOfTimes100: 2000,
  });
  const detail = submission(workspace.context, { submissionId: 'copy-01' });
  expect(detail).toMatchObject({ pointsTimes100: 1425, sync: 'waiting' });
  expect(payloads(workspace)).toEqual([{ submission_id: 'copy-01', points_x100: 1425 }]);
  expect(workspace.announced).toEqual(['grading', 'classes']);
});

test('what the screen shows as saved is on the disk', async () => {
  const workspace = await openClass();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 900 });
  saveComment(workspace.context, { submissionId: 'copy-01', text: 'Des progrès.' });
  const other = new Database(workspace.store.path, { readonly: true });
  expect(other.prepare('SELECT points_x100 FROM grade').pluck().all()).toEqual([900]);
  expect(other.prepare('SELECT text FROM comment').pluck().all()).toEqual(['Des progrès.']);
  expect(other.prepare('SELECT entity FROM outbox_op ORDER BY seq').pluck().all()).toEqual([
    'grade',
    'comment',
  ]);
  other.close();
});

test('a grade above the maximum changes nothing', async () => {
  const workspace = await openClass();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1450 });
  for (const pointsTimes100 of [2001, -1, 14.5]) {
    expect(() => saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100 })).toThrowError(
      expect.objectContaining({
        code: 'grading/grade-out-of-range',
        params: { maxTimes100: 2000, pointsTimes100 },
      }),
    );
  }
  expect(submission(workspace.context, { submissionId: 'copy-01' }).pointsTimes100).toBe(1450);
  expect(payloads(workspace)).toEqual([{ submission_id: 'copy-01', points_x100: 1450 }]);
});

test('the maximum of the assignment itself is a grade', async () => {
  const workspace = await openClass();
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1000 });
  expect(() => saveGrade(workspace.context, { submissionId: 'copy-02', pointsTimes100: 1001 })).toThrow();
});

test('35 edits of one grade wait as one', async () => {
  const workspace = await openClass();
  for (let points = 0; points < 35; points += 1)
    saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: points * 50 });
  expect(payloads(workspace)).toEqual([{ submission_id: 'copy-01', points_x100: 1700 }]);
  expect(workspace.push()).toBe(1);
});

test('undoing an edit before it is sent leaves nothing to send', async () => {
  const workspace = await openClass();
  const first = saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1200 });
  saveGrade(workspace.context, { submissionId: 'copy-01', ...first.previous });
  expect(workspace.waiting()).toEqual([]);
  workspace.receive('grade', 'copy-02', { submission_id: 'copy-02', points_x100: 800 });
  const { previous } = saveGrade(workspace.context, {
    submissionId: 'copy-02',
    pointsTimes100: null,
  });
  expect(previous.pointsTimes100).toBe(800);
  expect(payloads(workspace)).toEqual([null]);
  saveGrade(workspace.context, { submissionId: 'copy-02', ...previous });
  expect(workspace.waiting()).toEqual([]);
  const comment = saveComment(workspace.context, { submissionId: 'copy-01', text: 'Bien' });
  saveComment(workspace.context, { submissionId: 'copy-01', text: comment.previousText });
  expect(workspace.waiting()).toEqual([]);
});

test('saving what is there already writes nothing', async () => {
  const workspace = await openClass();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1200 });
  saveComment(workspace.context, { submissionId: 'copy-01', text: 'Bien' });
  workspace.push();
  const changes = () => workspace.store.db.prepare('SELECT total_changes()').pluck().get();
  const before = changes();
  expect(saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1200 })).toEqual({
    previous: { pointsTimes100: 1200, standing: null, isCounted: true },
    previousOutOfTimes100: 2000,
    outOfTimes100: 2000,
  });
  expect(saveComment(workspace.context, { submissionId: 'copy-01', text: 'Bien  \n' })).toEqual({
    previousText: 'Bien',
  });
  expect(changes()).toBe(before);
  expect(workspace.waiting()).toEqual([]);
});

test('a refused grade put back to what the ENT has leaves nothing to send', async () => {
  const workspace = await openClass();
  workspace.receive('grade', 'copy-01', { submission_id: 'copy-01', points_x100: 800 });
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1900 });
  saveComment(workspace.context, { submissionId: 'copy-02', text: 'Refusé lui aussi' });
  workspace.push({ outcome: 'refused', code: 'locked' });
  expect(submission(workspace.context, { submissionId: 'copy-01' }).sync).toBe('refused');
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 800 });
  saveComment(workspace.context, { submissionId: 'copy-02', text: '' });
  expect(workspace.waiting()).toEqual([]);
  expect(submission(workspace.context, { submissionId: 'copy-01' }).sync).toBe('synced');
});

test('an edit made while another travels follows it and does not replace it', async () => {
  const workspace = await openClass();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1000 });
  workspace.store.db.prepare("UPDATE outbox_op SET state = 'sealed'").run();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1100 });
  const [sealed, later] = workspace.waiting();
  expect(sealed).toMatchObject({ state: 'sealed' });
  expect(later).toMatchObject({ state: 'pending', base_op: sealed?.op_id });
});

test('a submission has one comment of the teacher, which keeps its id when it is emptied and written again', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  saveComment(context, { submissionId: 'copy-01', text: 'Premier jet' });
  const [first] = submission(context, { submissionId: 'copy-01' }).comments;
  expect(first).toMatchObject({ text: 'Premier jet', authorName: TEACHER.name, isMine: true });
  workspace.push();
  expect(saveComment(context, { submissionId: 'copy-01', text: ' \n' })).toEqual({
    previousText: 'Premier jet',
  });
  expect(submission(context, { submissionId: 'copy-01' }).comments).toEqual([]);
  expect(payloads(workspace)).toEqual([null]);
  workspace.push();
  saveComment(context, { submissionId: 'copy-01', text: 'Second jet\t' });
  expect(submission(context, { submissionId: 'copy-01' }).comments).toEqual([
    { ...first, text: 'Second jet', updatedAt: START },
  ]);
  expect(payloads(workspace)).toEqual([{ submission_id: 'copy-01', text: 'Second jet' }]);
});

test('a comment too long for the ENT changes nothing', async () => {
  const workspace = await openClass();
  saveComment(workspace.context, { submissionId: 'copy-01', text: 'Court' });
  const text = 'é'.repeat(4001);
  expect(() => saveComment(workspace.context, { submissionId: 'copy-01', text })).toThrowError(
    expect.objectContaining({ code: 'grading/comment-too-long', params: { max: 4000, length: 4001 } }),
  );
  expect(submission(workspace.context, { submissionId: 'copy-01' }).comments[0]?.text).toBe('Court');
});

test("another teacher's comment is shown beside mine and never changed by me", async () => {
  const workspace = await openClass();
  const { context } = workspace;
  workspace.receive(
    'comment',
    'a',
    { submission_id: 'copy-01', text: 'Vu en co-intervention' },
    { by: 'Paul' },
  );
  saveComment(context, { submissionId: 'copy-01', text: 'Le mien' });
  saveComment(context, { submissionId: 'copy-01', text: '' });
  const { comments } = submission(context, { submissionId: 'copy-01' });
  expect(comments).toMatchObject([
    { id: 'a', text: 'Vu en co-intervention', authorName: 'Paul', isMine: false },
  ]);
});

test('a text of mine that came while I was writing another stays among the earlier ones', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const receive = (text: string) =>
    workspace.receive('comment', 'c', { submission_id: 'copy-01', text }, { isMine: true });
  receive('Bien');
  receive('Très bien, lycée');
  saveComment(context, { submissionId: 'copy-01', text: 'Bien, maison', before: 'Bien ' });
  const written = () => submission(context, { submissionId: 'copy-01' }).comments[0];
  expect(written()?.text).toBe('Bien, maison');
  expect(written()?.earlierTexts?.map(({ text }) => text)).toContain('Très bien, lycée');
  saveComment(context, { submissionId: 'copy-01', text: 'Bien, maison.', before: 'Bien, maison' });
  expect(written()?.earlierTexts?.map(({ text }) => text)).not.toContain('Bien, maison');
});

test('my comment from another device is the one that I edit here', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  workspace.receive(
    'comment',
    'z',
    { submission_id: 'copy-01', text: 'Écrit à la maison' },
    { isMine: true },
  );
  saveComment(context, { submissionId: 'copy-01', text: 'Repris au lycée' });
  expect(submission(context, { submissionId: 'copy-01' }).comments).toMatchObject([
    { id: 'z', text: 'Repris au lycée', isMine: true },
  ]);
  expect(workspace.waiting()).toMatchObject([
    { entity_id: 'z', kind: 'put', base_version: expect.any(Number) },
  ]);
});

test('the ENT changes the text of my comment and not whose it is', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  saveComment(context, { submissionId: 'copy-01', text: 'Brouillon' });
  workspace.push();
  const [mine] = submission(context, { submissionId: 'copy-01' }).comments;
  workspace.receive(
    'comment',
    mine?.id ?? '',
    { submission_id: 'copy-01', text: 'Relu' },
    { by: 'Vie scolaire' },
  );
  expect(submission(context, { submissionId: 'copy-01' }).comments).toMatchObject([
    { id: mine?.id, text: 'Relu', isMine: true },
  ]);
});

test('an edit whose place in the outbox cannot be written changes nothing', async () => {
  const workspace = await openClass();
  const { context, store } = workspace;
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 700 });
  saveComment(context, { submissionId: 'copy-01', text: 'Avant' });
  workspace.push();
  store.db.exec(
    `CREATE TEMP TRIGGER no_room BEFORE INSERT ON main.outbox_op BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  expect(() => saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1700 })).toThrow('no room');
  expect(() => saveGrade(context, { submissionId: 'copy-01', pointsTimes100: null })).toThrow('no room');
  expect(() => saveComment(context, { submissionId: 'copy-01', text: 'Après' })).toThrow('no room');
  const detail = submission(context, { submissionId: 'copy-01' });
  expect(detail).toMatchObject({ pointsTimes100: 700, comments: [{ text: 'Avant' }], sync: 'synced' });
});

test('a full disk refuses the edit and leaves the old value', async () => {
  const workspace = await openClass(35);
  const { context, store } = workspace;
  saveComment(context, { submissionId: 'copy-01', text: 'Avant' });
  const pages = store.db.pragma('page_count', { simple: true }) as number;
  store.db.pragma(`max_page_count = ${pages}`);
  const isFull = expect.objectContaining({ code: 'store/disk-full', retry: 'after-user' });
  const text = 'é'.repeat(3999);
  expect(() => saveComment(context, { submissionId: 'copy-01', text })).toThrowError(isFull);
  const commented = commentUntilFull(workspace);
  const after = submissions(context, { assignmentId: 'ds1' }).filter(({ hasComment }) => hasComment);
  expect(after.map(({ id }) => id)).toEqual(['copy-01', ...commented]);
  expect(submission(context, { submissionId: 'copy-01' }).comments).toMatchObject([{ text: 'Avant' }]);
  expect(workspace.waiting()).toHaveLength(commented.length + 1);
  store.db.pragma(`max_page_count = ${pages * 10}`);
  saveComment(context, { submissionId: 'copy-01', text });
  expect(submission(context, { submissionId: 'copy-01' }).comments).toMatchObject([{ text }]);
});

/** Comments on copies until there is no room left. Returns those whose comment was taken. */
function commentUntilFull({ context }: DomainWorkspace): string[] {
  const commented: string[] = [];
  const refused: string[] = [];
  for (const { id } of submissions(context, { assignmentId: 'ds1' }).slice(1)) {
    try {
      saveComment(context, { submissionId: id, text: 'Oui. '.repeat(100) });
      commented.push(id);
    } catch (error) {
      expect(error).toMatchObject({ code: 'store/disk-full' });
      refused.push(id);
    }
  }
  expect(refused.length).toBeGreaterThan(0);
  return commented;
}

test('copies are in French order, with what each of them lacks', async () => {
  const workspace = await openClass(1);
  const { context, receive } = workspace;
  for (const [id, lastName] of [
    ['e', 'Élie'],
    ['z', 'Zola'],
    ['f', 'Ferry'],
    ['d', 'd’Alembert'],
  ] as const) {
    receive('student', id, studentBody('A', lastName));
    receive('submission', `copy-${id}`, submissionBody(id, { status: id === 'z' ? 'missing' : 'submitted' }));
  }
  saveGrade(context, { submissionId: 'copy-e', pointsTimes100: 1500 });
  saveComment(context, { submissionId: 'copy-f', text: 'Oui' });
  const list = submissions(context, { assignmentId: 'ds1' });
  expect(list.map(({ student }) => student.lastName)).toEqual([
    'd’Alembert',
    'Élie',
    'Ferry',
    'Nom01',
    'Zola',
  ]);
  expect(list.slice(1, 3)).toMatchObject([
    { pointsTimes100: 1500, hasComment: false, sync: 'waiting' },
    { pointsTimes100: null, hasComment: true, sync: 'waiting' },
  ]);
  expect(assignments(context, { classGroupId: '2de4' })).toMatchObject([
    { id: 'ds1', classGroupName: '2de 4', submissionCount: 4, gradedCount: 1, toGradeCount: 3 },
  ]);
});

test('assignments come by due date, those without one last, and only those of the class asked for', async () => {
  const workspace = await openClass(1);
  const { context, receive } = workspace;
  receive('class_group', '1re2', { name: '1re 2', subject_id: 'maths' });
  receive('assignment', 'never', assignmentBody({ due_at: null }));
  receive('assignment', 'early', assignmentBody({ due_at: START - 1 }));
  receive('assignment', 'other', assignmentBody({ class_group_id: '1re2', due_at: START + 1 }));
  const ids = (input: { classGroupId?: string }) => assignments(context, input).map(({ id }) => id);
  expect(ids({})).toEqual(['early', 'ds1', 'other', 'never']);
  expect(ids({ classGroupId: '2de4' })).toEqual(['early', 'ds1', 'never']);
});

test('a submission shows its files, and whether their bytes are here yet', async () => {
  const workspace = await openClass(2);
  const { context, receive, store } = workspace;
  const file = (id: string, digit: string) => ({
    id,
    name: `${id}.pdf`,
    sha256: digit.repeat(64),
    bytes: 10,
    media_type: 'application/pdf',
  });
  const files = [file('deux', 'b'), file('un', 'a')];
  receive('submission', 'copy-01', submissionBody('student-01', { files, text: 'Bonjour' }));
  receive('submission', 'copy-02', submissionBody('student-02', { files: [file('un', 'a')] }));
  store.db.prepare('UPDATE blob SET is_local = 1 WHERE sha256 = ?').run('a'.repeat(64));
  expect(submission(context, { submissionId: 'copy-01' })).toMatchObject({
    text: 'Bonjour',
    documents: [
      { id: 'deux', name: 'deux.pdf', isLocal: false },
      { id: 'un', name: 'un.pdf', isLocal: true },
    ],
  });
  receive('submission', 'copy-01', submissionBody('student-01', { files: [file('trois', 'c')] }));
  expect(submission(context, { submissionId: 'copy-01' }).documents.map(({ id }) => id)).toEqual(['trois']);
  expect(submission(context, { submissionId: 'copy-02' }).documents.map(({ id }) => id)).toEqual(['un']);
});

test("what the ENT removes takes nothing of the teacher's along", async () => {
  const workspace = await openClass();
  const { context, receive } = workspace;
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1600 });
  saveComment(context, { submissionId: 'copy-01', text: 'À garder' });
  for (const [entity, id] of [
    ['submission', 'copy-01'],
    ['student', 'student-01'],
    ['assignment', 'ds1'],
  ] as const)
    receive(entity, id, null);
  expect(() => submission(context, { submissionId: 'copy-01' })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  expect(workspace.waiting()).toHaveLength(2);
  receive('assignment', 'ds1', assignmentBody());
  receive('student', 'student-01', studentBody('Prénom01', 'Nom01'));
  receive('submission', 'copy-01', submissionBody('student-01'));
  expect(submission(context, { submissionId: 'copy-01' })).toMatchObject({
    pointsTimes100: 1600,
    comments: [{ text: 'À garder' }],
  });
});

test('an unknown id is not found, and nothing is written for it', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const isNotFound = expect.objectContaining({ code: 'store/not-found' });
  const input = { submissionId: 'nobody', text: 'x', pointsTimes100: 1, path: '/x', feedbackId: 'nothing' };
  for (const call of [
    submission,
    saveGrade,
    saveComment,
    gradingHandlers.removeFeedback,
    gradingHandlers.restoreFeedback,
  ])
    expect(() => call(context, input)).toThrowError(isNotFound);
  expect(() => submissions(context, { assignmentId: 'none' })).toThrowError(isNotFound);
  await expect(gradingHandlers.attachFeedback(context, input)).rejects.toThrowError(isNotFound);
  expect(workspace.waiting()).toEqual([]);
});

test('an edit is named by its student and its assignment, and a conflict by what it says', async () => {
  const workspace = await openClass();
  saveComment(workspace.context, { submissionId: 'copy-01', text: 'Bien' });
  const entity = (name: string) => gradingEntities.find((one) => one.entity === name);
  const [op] = workspace.waiting();
  expect(entity('grade')?.label?.(workspace.store.db, 'copy-01')).toBe('Prénom01 Nom01 · Devoir surveillé 1');
  expect(entity('comment')?.label?.(workspace.store.db, op?.entity_id ?? '')).toBe(
    'Prénom01 Nom01 · Devoir surveillé 1',
  );
  const { db } = workspace.store;
  const shown = (name: string, body: object) =>
    entity(name)?.describe?.(db, { submission_id: 'copy-01', ...body }, 'copy-01');
  expect(shown('grade', { points_x100: 1450 })).toEqual([
    { name: 'points', value: 1450, outOf: 2000 },
    { name: 'standing', value: '' },
    { name: 'isCounted', value: true },
  ]);
  expect(shown('comment', { text: 'Bien' })).toEqual([{ name: 'text', value: 'Bien' }]);
});
