import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import type { EngineClient } from '../../preload/contract/index.ts';
import { temporaryFolder, writeClass } from '../engine/synced-class.ts';
import { startEngineProcess } from './engine-process.ts';
import { startFaultProxy } from './fault-proxy.ts';

/** CARTABLE_KILLS=50 for the long run. */
const KILLS = Number(process.env.CARTABLE_KILLS ?? 12);
const SEED = Number(process.env.CARTABLE_SEED ?? 20261124);
/** A kill falls anywhere in this time after the engine serves: while it grades, and while it syncs. */
const LIFE_MS = 400;
/** Far beyond what a round takes on a busy machine: a bound, not a promise. */
const ROUND_LIMIT_MS = 15_000;

/** Numerical Recipes' generator: the same seed gives the same instants. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What the screen showed as saved, and what was under way when the engine died: that may have passed too. */
interface Saved<T> {
  readonly told: Map<string, T>;
  readonly underWay: Map<string, T>;
}

interface Journal {
  readonly grades: Saved<number>;
  readonly comments: Saved<string>;
}

async function save<T>(saved: Saved<T>, id: string, value: T, call: Promise<unknown>): Promise<void> {
  saved.underWay.set(id, value);
  await call;
  saved.told.set(id, value);
}

/** Grades, comments and syncs until the engine dies. */
async function gradeUntilDeath(
  client: EngineClient,
  submissionIds: readonly string[],
  round: number,
  journal: Journal,
): Promise<void> {
  let sync: Promise<unknown> = Promise.resolve();
  for (let turn = 0; ; turn += 1) {
    const submissionId = submissionIds[turn % submissionIds.length] ?? '';
    const pointsTimes100 = (round * 37 + turn * 13) % 2001;
    const text = `Tour ${round}, copie ${turn}`;
    await save(
      journal.grades,
      submissionId,
      pointsTimes100,
      client.grading.saveGrade({ submissionId, pointsTimes100 }),
    );
    await save(journal.comments, submissionId, text, client.grading.saveComment({ submissionId, text }));
    if (turn % 7 === 3) {
      await sync;
      sync = client.sync.start().catch(() => undefined);
    }
  }
}

test(`${KILLS} kills at random instants lose nothing that was shown as saved, and nothing takes effect twice`, {
  timeout: (KILLS + 4) * ROUND_LIMIT_MS,
}, async () => {
  console.info(`seed ${SEED}`);
  const random = seeded(SEED);
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const { submissionIds } = writeClass(ent, 20);
  const secrets = new Map<string, string>();
  const data = join(directory, 'data');
  const journal: Journal = {
    grades: { told: new Map(), underWay: new Map() },
    comments: { told: new Map(), underWay: new Map() },
  };
  const first = await startEngineProcess(data, secrets);
  await first.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  await first.client.sync.start();
  await first.kill();
  for (let round = 0; round < KILLS; round += 1) {
    const engine = await startEngineProcess(data, secrets);
    const work = gradeUntilDeath(engine.client, submissionIds, round, journal).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, random() * LIFE_MS));
    await engine.kill();
    // A call made to an engine that is already dead has no answer, and is not waited for.
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 100))]);
  }
  const last = await startEngineProcess(data, secrets);
  onTestFinished(() => last.kill());
  await expectAllSaved(last.client, submissionIds, journal);
  expect(await last.client.settings.doctor()).toMatchObject({ isHealthy: true });
  for (let turn = 0; turn < 3 && (await last.client.sync.status()).waitingCount > 0; turn += 1)
    await last.client.sync.start();
  expect(await last.client.sync.waiting()).toEqual([]);
  expect(await last.client.sync.conflicts()).toEqual([]);
  await expectServerEqual(last.client, ent, submissionIds);
  expectEffectsOnce(join(directory, 'ent'));
});

async function expectAllSaved(
  client: EngineClient,
  submissionIds: readonly string[],
  { grades, comments }: Journal,
): Promise<void> {
  expect(grades.told.size).toBeGreaterThan(0);
  for (const id of submissionIds) {
    const submission = await client.grading.submission({ submissionId: id });
    expect([grades.told.get(id) ?? null, grades.underWay.get(id)], id).toContain(submission.pointsTimes100);
    expect([comments.told.get(id), comments.underWay.get(id)], id).toContain(submission.comments[0]?.text);
  }
}

async function expectServerEqual(
  client: EngineClient,
  ent: Awaited<ReturnType<typeof startReferenceEnt>>,
  submissionIds: readonly string[],
): Promise<void> {
  const grades = new Map(ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100]));
  const comments = new Map(ent.store.entities('comment').map(({ body }) => [body.submission_id, body.text]));
  for (const submissionId of submissionIds) {
    const local = await client.grading.submission({ submissionId });
    expect(grades.get(submissionId) ?? null).toBe(local.pointsTimes100);
    expect(comments.get(submissionId)).toBe(local.comments[0]?.text);
  }
  expect(comments.size).toBe(ent.store.count('comment'));
}

/** Each version of an entity was made by one operation: as many effects in the ledger as versions. */
function expectEffectsOnce(entDirectory: string): void {
  const db = new Database(join(entDirectory, 'ent.sqlite'), { readonly: true });
  const versions = db
    .prepare("SELECT SUM(version) FROM record WHERE entity IN ('grade', 'comment')")
    .pluck()
    .get();
  const effects = db.prepare("SELECT COUNT(*) FROM ledger WHERE outcome = 'applied'").pluck().get();
  db.close();
  expect(effects).toBe(versions);
}

test('a sync that was killed is told as interrupted by the next engine, without another sync', async () => {
  const directory = await temporaryFolder();
  const data = join(directory, 'data');
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  writeClass(ent, 3);
  const secrets = new Map<string, string>();
  const killed = await startEngineProcess(data, secrets);
  onTestFinished(() => killed.kill());
  const line = await startFaultProxy({ target: ent.url });
  onTestFinished(() => line.close());
  const { login, password } = ent;
  await killed.client.account.connect({ url: line.url, login, password });
  // Nobody answers any more: the session lasts until the kill.
  line.setFault({ kind: 'silent' });
  const sync = killed.client.sync.start().catch(() => undefined);
  await expect.poll(() => killed.client.sync.history()).toHaveLength(1);
  await killed.kill();
  await sync;
  const next = await startEngineProcess(data, secrets);
  onTestFinished(() => next.kill());
  expect(await next.client.sync.history()).toMatchObject([{ outcome: 'interrupted' }]);
  expect(await next.client.sync.status()).toMatchObject({ isRunning: false, waitingCount: 0 });
});
