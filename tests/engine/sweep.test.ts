import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import type { Clock } from '../../main/engine/platform/clock.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import { sweepVault } from '../../main/engine/settings/sweep.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  submissionBody,
  temporaryFolder,
} from './domain-workspace.ts';

const DAY_MS = 86_400_000;
const NOTHING = { originals: 0, strays: 0, bytes: 0 };

async function photograph(): Promise<string> {
  const path = join(await temporaryFolder(), 'copie.jpg');
  const create = { width: 2400, height: 1800, channels: 3 as const, background: '#9a8' };
  await sharp({ create }).jpeg({ quality: 100 }).toFile(path);
  return path;
}

/** A copy with feedback of which the original is larger than what is sent. */
async function openWithFeedback() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const { context, clock, vault, store } = workspace;
  const sweep = (isQuiet = () => true) => sweepVault(context, { isQuiet });
  const attached = { submissionId: 'copy-01', path: await photograph() };
  const feedback = await gradingHandlers.attachFeedback(context, attached, undefined);
  const sent = feedback.document.sha256;
  const original = store.db
    .prepare('SELECT original_sha256 FROM document WHERE sent_sha256 = ?')
    .pluck()
    .get(sent) as string;
  expect(original).not.toBe(sent);
  /** Days pass for the clock, and for what lies in the vault. */
  const pass = (days: number) => clock.advance(days * DAY_MS);
  const is = (sha256: string) => vault.has(sha256);
  return { ...workspace, sweep, feedback, sent, original, pass, is };
}

/** Bytes in the vault that nothing names, as an import that was cut leaves them: written now, by the workspace's clock. */
async function stray(vault: DomainWorkspace['vault'], text: string, nowMs: number) {
  const writer = vault.startBlob();
  await writer.write(Buffer.from(text));
  const { sha256 } = await writer.commit();
  await utimes(vault.pathOf(sha256), new Date(nowMs), new Date(nowMs));
  return sha256;
}

describe('an original', () => {
  test('stays until its rendition has been at the ENT for as long as the teacher wants, then goes alone', async () => {
    const { context, sweep, push, pass, is, original, sent } = await openWithFeedback();
    settingsHandlers.save(context, { keepOriginalsDays: 30 });
    pass(400);
    expect([await sweep(), is(original)]).toEqual([NOTHING, true]);
    push();
    pass(29);
    expect([await sweep(), is(original)]).toEqual([NOTHING, true]);
    pass(2);
    expect(await sweep()).toEqual({ originals: 1, strays: 0, bytes: expect.any(Number) });
    expect([is(original), is(sent)]).toEqual([false, true]);
    expect(await settingsHandlers.doctor(context)).toMatchObject({ isHealthy: true, missingBlobs: 0 });
    expect(await sweep()).toEqual(NOTHING);
  });

  test('that was added again meanwhile has its days again, and is whole', async () => {
    const { context, sweep, push, pass, is, original } = await openWithFeedback();
    push();
    pass(400);
    await sweep();
    expect(is(original)).toBe(false);
    const path = await photograph();
    await gradingHandlers.attachFeedback(context, { submissionId: 'copy-02', path }, undefined);
    expect([is(original), await sweep()]).toEqual([true, NOTHING]);
    expect(await settingsHandlers.doctor(context)).toMatchObject({ isHealthy: true });
  });
});

describe('never swept is', () => {
  test('what an edit that waits names, however old', async () => {
    const { sweep, pass, is, sent, original } = await openWithFeedback();
    pass(4000);
    expect([await sweep(), is(sent), is(original)]).toEqual([NOTHING, true, true]);
  });

  test('what a removal that can be taken back names', async () => {
    const { context, store, sweep, push, pass, is, sent, feedback } = await openWithFeedback();
    push();
    pass(100);
    gradingHandlers.removeFeedback(context, { feedbackId: feedback.id });
    push();
    store.db.exec('UPDATE feedback SET document_id = NULL; DELETE FROM document');
    expect(is(sent)).toBe(true);
    await sweep();
    expect(is(sent)).toBe(true);
    gradingHandlers.restoreFeedback(context, { feedbackId: feedback.id });
    pass(100);
    await sweep();
    expect(is(sent)).toBe(true);
  });

  test('what a conflict, a synced copy or a change put aside names in its text', async () => {
    const { store, vault, sweep, pass, is, clock } = await openWithFeedback();
    const hashes = await Promise.all(
      ['un', 'deux', 'trois', 'quatre'].map((text) => stray(vault, text, clock.now())),
    );
    const [base, synced, parked, mine] = hashes.map((sha256) => JSON.stringify({ file: { sha256 } }));
    const op = store.db.prepare('SELECT op_id FROM outbox_op').pluck().get();
    store.db
      .prepare(
        `INSERT INTO conflict (id, op_id, entity, entity_id, base, mine, theirs_version, theirs_by, theirs_at, opened_at)
         VALUES ('c', ?, 'feedback', 'x', ?, ?, 1, 'y', 1, 1)`,
      )
      .run(op, base, mine);
    store.db.prepare("INSERT INTO synced_copy VALUES ('feedback', 'x', 1, ?, 'y', 1)").run(synced);
    store.db.prepare("INSERT INTO parked_change VALUES ('poster', 'x', 1, ?, 'unknown')").run(parked);
    pass(4000);
    expect([await sweep(), ...hashes.map(is)]).toEqual([NOTHING, true, true, true, true]);
  });

  test('anything while files come in, nor what came in the last day', async () => {
    const { vault, sweep, pass, is, clock } = await openWithFeedback();
    const left = await stray(vault, 'oublié', clock.now());
    expect([await sweep(), is(left)]).toEqual([NOTHING, true]);
    pass(3);
    expect([await sweep(() => false), is(left)]).toEqual([NOTHING, true]);
    expect([await sweep(), is(left)]).toEqual([{ originals: 0, strays: 1, bytes: 7 }, false]);
  });
});

test('a student’s file that was replaced goes, with its row; the new one stays', async () => {
  const { vault, store, receive, sweep, pass, is, clock } = await openWithFeedback();
  const file = (text: string) => ({
    id: 'f',
    name: 'devoir.txt',
    sha256: createHash('sha256').update(text).digest('hex'),
    bytes: text.length,
    media_type: 'text/plain',
  });
  for (const text of ['brouillon', 'propre']) {
    receive('submission', 'copy-01', submissionBody('student-01', { files: [file(text)] }));
    await stray(vault, text, clock.now());
    store.db.prepare('UPDATE blob SET is_local = 1 WHERE sha256 = ?').run(file(text).sha256);
  }
  pass(3);
  expect(await sweep()).toMatchObject({ strays: 1 });
  expect([is(file('brouillon').sha256), is(file('propre').sha256)]).toEqual([false, true]);
  const rows = store.db.prepare('SELECT COUNT(*) FROM blob WHERE sha256 = ?').pluck();
  expect(rows.get(file('brouillon').sha256)).toBe(0);
});

test('a sweep is bounded, and the next one goes on', async () => {
  const { context, vault, pass, clock } = await openWithFeedback();
  await Promise.all(Array.from({ length: 60 }, (_, index) => stray(vault, `reste ${index}`, clock.now())));
  pass(3);
  const run = async () => (await sweepVault(context, { isQuiet: () => true, limit: 50 })).strays;
  expect([await run(), await run(), await run()]).toEqual([50, 10, 0]);
});

test('a kill between a row and its file leaves nothing that is missed, and the next sweep ends the work', async () => {
  const { directory, context, vault, push, sweep, pass, is, original, clock } = await openWithFeedback();
  push();
  const left = await stray(vault, 'oublié', clock.now());
  pass(400);
  const program = fileURLToPath(new URL('../fixtures/killed-sweep.ts', import.meta.url));
  const killed = spawnSync(process.execPath, [program, directory, String(clock.now())], { encoding: 'utf8' });
  expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
  expect([is(original), is(left)]).toContain(true);
  expect(await settingsHandlers.doctor(context)).toMatchObject({ isHealthy: true });
  await sweep();
  expect([is(original), is(left)]).toEqual([false, false]);
  expect(await settingsHandlers.doctor(context)).toMatchObject({ isHealthy: true, strayBlobs: 0 });
});

test('what a sweep has removed comes in again like any other file', async () => {
  const { context, vault, sweep, pass, clock } = await openWithFeedback();
  const text = 'Le corrigé';
  const sha256 = await stray(vault, text, clock.now());
  pass(3);
  await sweep();
  const path = join(await temporaryFolder(), 'corrige.txt');
  await writeFile(path, text);
  expect(await context.importDocument(path)).toMatchObject({ sha256 });
  expect(await settingsHandlers.doctor(context)).toMatchObject({ isHealthy: true });
});

test('an engine sweeps by itself once it is quiet, and tells its log how much, by counts', async () => {
  const dataDirectory = join(await temporaryFolder(), 'data');
  const ent = await startReferenceEnt({ directory: join(dataDirectory, '..', 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const naps: (() => void)[] = [];
  const clock: Clock = {
    now: () => Date.now() + 3 * DAY_MS,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        naps.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  };
  const names = { appVersion: '0.0.0', deviceName: 'test' };
  const engine = await createEngine({ dataDirectory, ...names, secrets: memorySecrets(), clock });
  onTestFinished(() => engine.close());
  await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  const { vault } = engine.workspaces.current().domain;
  const left = await stray(vault, 'oublié', Date.now());
  const log = () => readFile(join(dataDirectory, 'logs', 'engine.log'), 'utf8');
  expect(await log()).not.toContain('vault-swept');
  for (const wake of naps) wake();
  await expect
    .poll(log, { timeout: 20_000 })
    .toContain('"event":"vault-swept","originals":0,"strays":1,"bytes":7');
  expect(vault.has(left)).toBe(false);
});
