import { expect, test } from 'vitest';
import { openSyncedClass } from './synced-class.ts';

/** What a sync costs an ENT, counted on the line and by the session itself. */

test('a sync with nothing to do is one request with an empty answer, and so is the next', async () => {
  const { engine, line } = await openSyncedClass(35);
  for (let again = 0; again < 2; again += 1) {
    line.asked.length = 0;
    const session = await engine.client.sync.start();
    expect(session).toMatchObject({ outcome: 'done', requests: 1, changesReceived: 0 });
    expect(line.asked).toEqual(['GET /sync/v1/watch']);
    expect(session.bytesUp).toBeLessThan(600);
    expect(session.bytesDown).toBeLessThan(600);
  }
});

test('what changed on the web, and a policy that changed, are noticed by that one question', async () => {
  const { engine, ent, line } = await openSyncedClass(2);
  ent.editOnTheWeb([
    { entity: 'class_group', id: 'class-1', body: { name: '2de 4', subject_id: 'subject-1' } },
  ]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', changesReceived: 1 });
  ent.dial.turn({ poll_min_s: 1234 });
  line.asked.length = 0;
  await engine.client.sync.start();
  expect(line.asked).toContain('GET /sync/v1/policy');
  line.asked.length = 0;
  await engine.client.sync.start();
  expect(line.asked).toEqual(['GET /sync/v1/watch']);
});

test('an edit of ours does not make the next sync ask for more than whether anything changed', async () => {
  const { engine, line, submissionIds } = await openSyncedClass(2);
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  await engine.client.sync.start();
  line.asked.length = 0;
  await engine.client.sync.start();
  expect(line.asked).toEqual(['GET /sync/v1/watch']);
});

test('a class of 35 graded and commented goes in at most four requests', async () => {
  const { engine, submissionIds } = await openSyncedClass(35);
  for (const submissionId of submissionIds) {
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1500 });
    await engine.client.grading.saveComment({ submissionId, text: 'Un travail soigné.' });
  }
  const session = await engine.client.sync.start();
  expect(session).toMatchObject({ outcome: 'done', editsSent: 70 });
  expect(session.requests).toBeLessThanOrEqual(4);
});

test('where the ENT offers no watch, a sync with nothing to do opens a session as before', async () => {
  const { engine, ent, line } = await openSyncedClass(2);
  ent.dial.turn({ capabilities: [] });
  await engine.client.sync.start();
  line.asked.length = 0;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(line.asked).toEqual(['POST /sync/v1/token', 'GET /sync/v1/changes', 'POST /sync/v1/revoke']);
});

test('a cursor that is merely old costs the versions and the differences, not everything', async () => {
  const { engine, ent, line, submissionIds } = await openSyncedClass(35);
  const [submissionId = ''] = submissionIds;
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1500 } },
    { entity: 'submission', id: submissionIds[1] ?? '', body: null },
  ]);
  ent.expireCursors();
  const { store } = engine.workspaces.current().syncContext;
  store.write(() =>
    store.db.prepare('UPDATE sync_state SET pulled_at = pulled_at - ?').run(190 * 86_400_000),
  );
  line.asked.length = 0;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', changesReceived: 2 });
  expect(line.asked.filter((path) => !path.endsWith('/policy'))).toEqual([
    'GET /sync/v1/watch',
    'POST /sync/v1/token',
    'GET /sync/v1/changes',
    'POST /sync/v1/versions',
    'POST /sync/v1/changes/fetch',
    'GET /sync/v1/changes',
    'POST /sync/v1/revoke',
  ]);
  const [, second] = submissionIds;
  expect((await engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1500);
  await expect(engine.client.grading.submission({ submissionId: second ?? '' })).rejects.toThrow();
  line.asked.length = 0;
  await engine.client.sync.start();
  expect(line.asked).toEqual(['GET /sync/v1/watch']);
});

test('a cursor that is lost too early is not trusted to versions: everything is compared', async () => {
  const { engine, ent, line } = await openSyncedClass(2);
  ent.editOnTheWeb([
    { entity: 'class_group', id: 'class-1', body: { name: '2de 4', subject_id: 'subject-1' } },
  ]);
  ent.expireCursors();
  line.asked.length = 0;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', changesReceived: 1 });
  expect(line.asked).not.toContain('POST /sync/v1/changes/fetch');
});
