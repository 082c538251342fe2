import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at } from './conformance-trial.ts';
import { changeJson, type Loose, startReplyRewriter } from './reply-rewriter.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

/** A device that has received nothing yet, and whose ENT writes some of its rows wrongly. */
async function openBehind(spoil: (row: Loose) => void, isSpoilt = (row: Loose) => row.entity === 'subject') {
  const school = await openSyncedClass(2);
  const line = await startReplyRewriter(school.ent.url);
  line.doWrong({
    onReply: (reply, request) => {
      if (!at(request, '/changes') && !at(request, '/batches')) return;
      changeJson(reply, ({ changes = [], results = [] }) => {
        for (const row of [...changes, ...results.flatMap(({ current }: Loose) => current ?? [])])
          if (isSpoilt(row)) spoil(row);
      });
    },
  });
  const engine = await openEngine(join(school.directory, 'other'));
  const { login, password } = school.ent;
  await engine.client.account.connect({ url: line.url, login, password });
  const notices = async () => (await engine.client.sync.notices()).unreadable;
  const subject = (name: string) =>
    school.ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name } }]);
  return { ...school, engine, line, notices, subject };
}

test.each<[string, (row: Loose) => void]>([
  ['nobody has written it', (row) => Object.assign(row, { by: null })],
  ['its version is none', (row) => Object.assign(row, { version: 0 })],
  ['it was at no instant', (row) => Object.assign(row, { at: 1.5 })],
  ['it is neither there nor gone', (row) => Object.assign(row, { deleted: null })],
  ['its body is a text', (row) => Object.assign(row, { body: 'Maths' })],
])('a row of which %s is put aside alone, and told', async (_, spoil) => {
  const { engine, notices } = await openBehind(spoil);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(await engine.client.classes.list()).toHaveLength(1);
  expect(await notices()).toEqual([{ kind: 'subject', count: 1 }]);
  // It is behind the cursor: nothing asks for it again and again.
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', changesReceived: 0 });
});

test('what is told anew in a way that can be read is put aside no more', async () => {
  const { engine, line, notices, subject } = await openBehind((row) => Object.assign(row, { by: null }));
  await engine.client.sync.start();
  line.doWrong({});
  subject('Mathématiques');
  await engine.client.sync.start();
  expect(await notices()).toEqual([]);
});

test('a comparison of versions asks for it again, and it is read once the ENT writes it right', async () => {
  const { engine, line, notices } = await openBehind((row) => Object.assign(row, { at: 'today' }));
  await engine.client.sync.start();
  const { store } = engine.workspaces.current().syncContext;
  const compare = () =>
    store.db.prepare("UPDATE sync_state SET cursor = NULL, comparison = 'versions'").run();
  compare();
  // Still wrong: the comparison comes to its end all the same.
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(await notices()).toHaveLength(1);
  line.doWrong({});
  compare();
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(await notices()).toEqual([]);
});

test('a row that names nothing is passed over, and counted', async () => {
  const { engine, notices } = await openBehind((row) => Object.assign(row, { id: 'x'.repeat(101) }));
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null, namelessRows: 1 });
  expect((await engine.client.sync.history())[0]).toMatchObject({ namelessRows: 1 });
  expect(await engine.client.classes.list()).toHaveLength(1);
  expect(await notices()).toEqual([]);
});

test('a row in the answer to a batch takes no answer with it', async () => {
  const { ent, engine, notices, subject, submissionIds } = await openBehind((row) =>
    Object.assign(row, { by: null }),
  );
  await engine.client.sync.start();
  subject('Mathématiques');
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect([ent.store.count('grade'), await engine.client.sync.waiting()]).toEqual([1, []]);
  expect(await notices()).toEqual([{ kind: 'subject', count: 1 }]);
});

test('a conflict whose other side cannot be read costs the edits beside it nothing, and stays the teacher’s', async () => {
  const [first, second] = ['submission-1', 'submission-2'];
  const { ent, engine, notices, submissionIds } = await openBehind(
    (row) => Object.assign(row, { version: '7' }),
    ({ entity, body }) => entity === 'grade' && body?.points_x100 === 700,
  );
  expect(submissionIds).toEqual([first, second]);
  await engine.client.sync.start();
  ent.editOnTheWeb([{ entity: 'grade', id: first, body: { submission_id: first, points_x100: 700 } }]);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect(await engine.client.sync.waiting()).toMatchObject([{ entityId: first }]);
  expect(await notices()).toEqual([{ kind: 'grade', count: 1 }]);
});

test('what was erased here is not put aside either', async () => {
  const { ent, engine, notices } = await openBehind(
    (row) => Object.assign(row, { by: null }),
    ({ entity, body }) => entity === 'student' && body.last_name === 'Zyrkhovsky',
  );
  await engine.client.sync.start();
  const { erasure } = engine.client;
  const student = { kind: 'student', studentId: 'student-1' } as const;
  const { confirmation } = await erasure.preview(student);
  await erasure.erase({ subject: student, confirmation });
  const body = { first_name: 'Élodie', last_name: 'Zyrkhovsky', class_group_ids: ['class-1'] };
  ent.editOnTheWeb([{ entity: 'student', id: 'student-1', body }]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(await notices()).toEqual([]);
  ent.editOnTheWeb([{ entity: 'student', id: 'student-2', body }]);
  await engine.client.sync.start();
  expect(await notices()).toEqual([{ kind: 'student', count: 1 }]);
});
