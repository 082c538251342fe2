import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';

test('a class graded offline reaches the ENT in one batch, and a second sync has nothing to send', async () => {
  const { ent, engine, line, submissionIds } = await openSyncedClass(35);
  for (const [index, submissionId] of submissionIds.entries()) {
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 + index * 25 });
    await engine.client.grading.saveComment({ submissionId, text: `Commentaire ${index}` });
  }
  line.asked.length = 0;
  const session = await engine.client.sync.start();
  expect(session).toMatchObject({ outcome: 'done', editsSent: 70, error: null });
  expect(line.asked.filter((path) => path === 'POST /sync/v1/batches')).toHaveLength(1);
  expect(line.asked.at(-1)).toBe('POST /sync/v1/revoke');
  expect(ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100])).toEqual(
    submissionIds
      .map((id, index) => [id, 1000 + index * 25])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  expect(ent.store.count('comment')).toBe(35);
  line.asked.length = 0;
  expect(await engine.client.sync.start()).toMatchObject({
    outcome: 'done',
    editsSent: 0,
    changesReceived: 0,
  });
  expect(line.asked).toEqual(['GET /sync/v1/watch']);
});

test('35 edits of one grade are one operation, and the last one counts', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  for (let points = 0; points < 35; points += 1)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: points * 10 });
  expect(await engine.client.sync.waiting()).toHaveLength(1);
  await engine.client.sync.start();
  expect(ent.store.entities('grade')).toMatchObject([{ version: 1, body: { points_x100: 340 } }]);
});

test('an edit taken back before it was sent leaves nothing to send', async () => {
  const { engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: null });
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('a lost reply is settled by the same bytes again, and takes effect once', async () => {
  const { ent, engine, line, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  line.failNext('/batches', 'reply-lost');
  expect(await engine.client.sync.start()).toMatchObject({
    outcome: 'failed',
    error: { code: 'ent/unreachable' },
  });
  expect(ent.store.entities('grade')).toHaveLength(1);
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1300 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 2 });
  expect(line.batches[1]).toEqual(line.batches[0]);
  expect(ent.store.entities('grade')).toMatchObject([{ version: 2, body: { points_x100: 1300 } }]);
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('a reply cut in the middle changes nothing here, and the next sync mends it', async () => {
  const { engine, line, submissionIds } = await openSyncedClass();
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  line.failNext('/batches', 'reply-cut');
  expect((await engine.client.sync.start()).outcome).toBe('failed');
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'sealed' }]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
});

test('a grade changed on the web meanwhile is a conflict: the ENT’s stays official until the teacher chooses', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.editOnTheWeb(
    [{ entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1500 } }],
    { by: 'Paul Collègue' },
  );
  await engine.client.sync.start();
  const [conflict] = await engine.client.sync.conflicts();
  expect(conflict).toMatchObject({
    mine: { fields: [{ value: 1200 }] },
    theirs: { fields: [{ value: 1500 }], by: 'Paul Collègue' },
  });
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1500);
  await engine.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1200);
  await engine.client.sync.start();
  expect(ent.store.entities('grade')).toMatchObject([{ body: { points_x100: 1200 } }]);
  expect(await engine.client.sync.conflicts()).toEqual([]);
});

test('choosing the ENT’s grade sends nothing', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1500 } },
  ]);
  await engine.client.sync.start();
  const [conflict] = await engine.client.sync.conflicts();
  await engine.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'theirs' });
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1500);
});

test('choosing the ENT’s grade shows it, also after typing on while the conflict was open', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1400 });
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1200 } },
  ]);
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1500 });
  const [conflict] = await engine.client.sync.conflicts();
  expect(conflict?.mine.fields).toEqual([{ name: 'points', value: 1500, outOf: 2000 }]);
  await engine.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'theirs' });
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1200);
});

test('a refused grade that meets a newer one of the ENT’s is a conflict, never a silent overwriting', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  const assignment = ent.store.entities('assignment')[0];
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1900 });
  ent.editOnTheWeb([
    { entity: 'assignment', id: 'assignment-1', body: { ...assignment?.body, max_x100: 1000 } },
  ]);
  await engine.client.sync.start();
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'refused' }]);
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 800 } },
  ]);
  await engine.client.sync.start();
  expect(await engine.client.sync.conflicts()).toMatchObject([
    { mine: { fields: [{ value: 1900 }] }, theirs: { fields: [{ value: 800 }] } },
  ]);
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(800);
});

test('answers are kept when the page that came with them is not believed', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(30);
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.editOnTheWeb(submissionIds.slice(1).map((id) => ({ entity: 'submission', id, body: null })));
  expect((await engine.client.sync.start()).error?.code).toBe('sync/too-many-deletions');
  expect(await engine.client.sync.waiting()).toEqual([]);
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1300 });
  await engine.client.sync.start();
  expect(ent.store.entities('grade')).toMatchObject([{ body: { points_x100: 1300 } }]);
});

test('a sign-in that fails late clears nothing of what another has opened meanwhile', async () => {
  const { ent, line } = await openSyncedClass();
  const engine = await openEngine(await temporaryFolder());
  const to = { url: line.url, login: ent.login };
  const wrong = engine.client.account.connect({ ...to, password: 'faux' }).catch((error: unknown) => error);
  await engine.client.account.connect({ ...to, password: ent.password });
  expect(await wrong).toMatchObject({ code: 'account/wrong-credentials' });
  expect(existsSync(engine.workspaces.current().store.path)).toBe(true);
  expect((await engine.client.sync.start()).outcome).toBe('done');
});

test('the same grade typed on both sides is no conflict', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1200 } },
  ]);
  await engine.client.sync.start();
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect(await engine.client.sync.conflicts()).toEqual([]);
});

test('a refused grade is kept with its reason, does not hold the others back, and can be tried again', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass();
  const [open = ''] = submissionIds;
  const term = (isClosed: boolean) => ({
    entity: 'period',
    id: 'term-1',
    body: { label: '1er trimestre', starts_at: 1, ends_at: 2, is_closed: isClosed },
  });
  const bodyOf = (entity: 'assignment' | 'submission') => ent.store.entities(entity)[0]?.body;
  ent.editOnTheWeb([
    term(false),
    { entity: 'assignment', id: 'of-term', body: { ...bodyOf('assignment'), period_id: 'term-1' } },
    { entity: 'submission', id: 'late', body: { ...bodyOf('submission'), assignment_id: 'of-term' } },
  ]);
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: 'late', pointsTimes100: 1900 });
  await engine.client.grading.saveGrade({ submissionId: open, pointsTimes100: 900 });
  ent.editOnTheWeb([term(true)]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  const [refused] = await engine.client.sync.waiting();
  expect(refused).toMatchObject({ state: 'refused', reason: 'locked', entityId: 'late' });
  ent.editOnTheWeb([term(false)]);
  await engine.client.sync.retryEdit({ opId: refused?.opId ?? '' });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(ent.store.count('grade')).toBe(2);
});

test('a document used in two lessons is stored once and sent once', async () => {
  const { ent, engine, line, document } = await openSyncedClass();
  const path = await document('consignes.txt', 'Travail par deux, vingt minutes.');
  for (const title of ['Séance 1', 'Séance 2']) {
    const lesson = await engine.client.lessons.save({
      classGroupId: 'class-1',
      title,
      startsAt: 1,
      isPublished: false,
      blocks: [],
    });
    await engine.client.lessons.attach({ lessonId: lesson.id, path });
  }
  line.asked.length = 0;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 4, documentsSent: 1 });
  expect(line.asked.filter((asked) => asked.includes('/blobs/bundle'))).toHaveLength(1);
  const [first, second] = ent.store.entities('resource');
  expect(first?.body.file.sha256).toBe(second?.body.file.sha256);
  expect((await ent.store.blobBytes(first?.body.file.sha256 ?? '')).toString()).toBe(
    'Travail par deux, vingt minutes.',
  );
});

test('a page of HTML in the place of an ENT is named, and nothing is lost', async () => {
  const { engine, line, submissionIds } = await openSyncedClass();
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  for (const path of ['/token', '/batches']) {
    line.failNext(path, 'captive-portal');
    const session = await engine.client.sync.start();
    expect(session, path).toMatchObject({ outcome: 'failed', error: { code: 'network/captive-portal' } });
  }
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('an ENT that asks for silence gets it, over a restart too', async () => {
  const { ent, engine, line, directory } = await openSyncedClass();
  ent.dial.turn({ paused_s: 3600 });
  expect(await engine.client.sync.start()).toMatchObject({
    outcome: 'failed',
    error: { code: 'ent/paused' },
  });
  line.asked.length = 0;
  await expect(engine.client.sync.start()).rejects.toMatchObject({ code: 'ent/paused' });
  await engine.close();
  const again = await openEngine(`${directory}/data`);
  await expect(again.client.sync.start()).rejects.toMatchObject({ code: 'ent/paused' });
  expect(line.asked).toEqual([]);
});

test('a batch that the ENT finds too large is halved until it passes, and every edit arrives', async () => {
  const { ent, engine, line, submissionIds } = await openSyncedClass(12);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  ent.dial.turn({ limits: { ops: 4 } });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 12 });
  expect(line.batches.length).toBeGreaterThanOrEqual(3);
  expect(ent.store.count('grade')).toBe(12);
});

test('what a newer ENT sends and this version does not know is kept, and nothing fails', async () => {
  const { ent, engine } = await openSyncedClass();
  ent.editOnTheWeb([{ entity: 'badge', id: 'badge-1', body: { label: 'Assiduité' } }]);
  expect((await engine.client.sync.start()).outcome).toBe('done');
  const parked = engine.workspaces
    .current()
    .store.db.prepare('SELECT entity, entity_id, reason FROM parked_change')
    .all();
  expect(parked).toEqual([{ entity: 'badge', entity_id: 'badge-1', reason: 'unknown-entity' }]);
});

test('a class that seems to vanish is not believed', async () => {
  const { ent, engine, submissionIds, assignmentId } = await openSyncedClass(30);
  ent.editOnTheWeb(submissionIds.map((id) => ({ entity: 'submission', id, body: null })));
  expect(await engine.client.sync.start()).toMatchObject({
    outcome: 'failed',
    error: { code: 'sync/too-many-deletions' },
  });
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(30);
});

test('a session that is cancelled ends at once, and the next one does the work', async () => {
  const { engine, submissionIds } = await openSyncedClass();
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  const running = engine.client.sync.start();
  await engine.client.sync.cancel({});
  expect((await running).outcome).toBe('cancelled');
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('an account that was left comes back with everything in it', async () => {
  const { ent, engine, line, submissionIds } = await openSyncedClass();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1450 });
  expect(await engine.client.account.leave()).toEqual({ waitingCount: 1 });
  await expect(engine.client.classes.list()).rejects.toMatchObject({ code: 'account/not-connected' });
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1450);
});

test('a wrong password, a wrong address and a dead server are told apart, and leave no account behind', async () => {
  const { ent, line } = await openSyncedClass();
  const engine = await openEngine(await temporaryFolder());
  const login = ent.login;
  const attempts = [
    [{ url: line.url, login, password: 'faux' }, 'account/wrong-credentials'],
    [{ url: `${line.url}/nulle-part`, login, password: 'x' }, 'account/wrong-address'],
    [{ url: 'http://127.0.0.1:9', login, password: 'x' }, 'ent/unreachable'],
    [{ url: 'pas une adresse', login, password: 'x' }, 'account/wrong-address'],
    [{ url: 'http://ent.exemple.fr', login, password: 'x' }, 'ent/insecure'],
  ] as const;
  for (const [input, code] of attempts)
    await expect(engine.client.account.connect(input), code).rejects.toMatchObject({ code });
  expect((await engine.client.account.state()).account).toBeNull();
});

test('two engines do not work on one data directory', async () => {
  const directory = await temporaryFolder();
  const engine = await openEngine(directory);
  await expect(openEngine(directory)).rejects.toMatchObject({ code: 'store/in-use' });
  await engine.close();
  await (await openEngine(directory)).close();
  await rm(directory, { recursive: true, force: true });
});
