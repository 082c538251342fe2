import { readFile, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_POLICIES, resolvePolicies } from '../../main/engine/policies/resolve.ts';
import type { Db } from '../../main/engine/store/store.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';

/**
 * Every text of the database but the lower-case words of our own lists (states, kinds, names of tables), and what the
 * history of exchanges says: its ids and codes are in the log.
 */
function textsOf(db: Db): Set<string> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sync_session'")
    .pluck()
    .all() as string[];
  const values = tables.flatMap((table) =>
    (db.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][]).flat(),
  );
  return new Set(
    values.filter(
      (value): value is string =>
        typeof value === 'string' && value.length > 3 && !/^[a-z_-]+$/.test(value) && !/^\d+$/.test(value),
    ),
  );
}

/** What names the computer and who uses it, wherever it stands. */
const OURS = [homedir(), hostname()].filter((text) => text.length > 3);

/** A journey after which the database, the logs and the policies are full of what is nobody's business. */
async function livedIn() {
  const { ent, line, engine, directory, submissionIds, document } = await openSyncedClass();
  const { client } = engine;
  const [submissionId = ''] = submissionIds;
  await client.grading.saveGrade({ submissionId, pointsTimes100: 1375 });
  await client.grading.saveComment({
    submissionId,
    text: 'Des progrès, Zoé, mais la rédaction reste fragile.',
  });
  const [{ id: classGroupId } = { id: '' }] = await client.classes.list();
  const lesson = { classGroupId, startsAt: 1, isPublished: false, blocks: [] };
  const { id: lessonId } = await client.lessons.save({ ...lesson, title: 'Les vecteurs de M. Lacombe' });
  const path = await document('dossier de Zoé Lacombe.txt', 'Confidentiel');
  const { document: attached } = await client.lessons.attach({ lessonId, path });
  await client.watch.addFolder({ path: await temporaryFolder() });
  await client.sync.start();
  const { domain } = engine.workspaces.current();
  await writeFile(domain.vault.pathOf(attached.sha256), 'abîmé');
  await ent.close();
  await expect(client.sync.start()).resolves.toMatchObject({ outcome: 'failed' });
  const texts = textsOf(domain.store.db);
  return { engine, line, directory, texts, login: ent.login };
}

test('a support file tells versions, counts, exchanges and what is broken, and nothing of anybody', async () => {
  const { engine, line, directory, texts, login } = await livedIn();
  const path = join(directory, 'aide.json');
  const { sizeBytes } = await engine.client.settings.writeSupportFile({ path });
  const text = await readFile(path, 'utf8');
  expect(Buffer.byteLength(text)).toBe(sizeBytes);
  const told = JSON.parse(text);
  expect(told).toMatchObject({
    format: 'cartable-support 1',
    appVersion: '0.0.0',
    system: { platform: process.platform, node: process.versions.node },
    account: {
      kind: 'ent',
      rows: { student: 3, lesson: 1 },
      checkUp: { isHealthy: false, brokenDocuments: [{ damage: 'damaged', remedy: 'fetch' }] },
      settings: { quality: 'screen' },
    },
  });
  const [failed, sent] = told.account.sessions;
  expect(failed).toMatchObject({ outcome: 'failed', code: expect.stringMatching(/^(?:network|ent)\//) });
  expect(sent).toMatchObject({ outcome: 'done', documentsSent: 1, durationMs: expect.any(Number) });
  expect(told.logs.engine.map(({ event }: { event: string }) => event)).toContain('sync-ended');
  // The test is worth something only if there is something to betray.
  expect(texts.size).toBeGreaterThan(50);
  const secrets = [...texts, ...OURS, directory, line.url, login, 'Lacombe', 'Zoé'];
  expect(secrets.filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
});

test('of policies it tells which hold, and of what an administrator wrote no more than that', async () => {
  const policies = resolvePolicies([
    {
      scope: 'machine',
      binding: {
        'ent.url': 'https://ent.lycee-lacombe.fr',
        'files.allowedFolders': ['/home/lacombe'],
        'sync.maxKbps': 500,
        'lacombe.secret': 1,
        'update.mode': 'lacombe',
      },
      recommended: {},
    },
  ]);
  const folder = await temporaryFolder();
  const { client } = await openEngine(folder, { policies: { ...policies, binding: {} } });
  const path = join(folder, 'aide.json');
  await client.settings.writeSupportFile({ path });
  const text = await readFile(path, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    account: null,
    policies: {
      inForce: expect.arrayContaining([
        { key: 'ent.url', scope: 'machine', isBinding: true },
        { key: 'sync.maxKbps', scope: 'machine', isBinding: true, value: 500 },
      ]),
      faults: [
        { key: 'another', scope: 'machine', fault: 'unknown-key' },
        { key: 'update.mode', scope: 'machine', fault: 'wrong-value' },
      ],
    },
  });
  expect(text).not.toContain('lacombe');
});

test('it is written whole or not at all, in the allowed folders alone, and not where the school wants none', async () => {
  const folder = await temporaryFolder();
  const write = async (binding: typeof NO_POLICIES.binding, path: string) => {
    const { client, close } = await openEngine(await temporaryFolder(), {
      policies: { ...NO_POLICIES, binding },
    });
    const outcome = await client.settings.writeSupportFile({ path }).then(
      () => 'written',
      ({ code }) => code,
    );
    expect((await client.policies.read()).allowsDiagnostics).toBe(binding['diagnostics.enabled'] ?? true);
    await close();
    return outcome;
  };
  const path = join(folder, 'aide.json');
  expect(await write({ 'diagnostics.enabled': false }, path)).toBe('policy/not-allowed');
  expect(await write({ 'files.allowedFolders': ['/srv/elsewhere'] }, path)).toBe('policy/folder-not-allowed');
  expect(await write({}, join(folder, 'nowhere', 'aide.json'))).toBe('library/folder-unwritable');
  expect(await write({ 'diagnostics.enabled': true }, path)).toBe('written');
});
