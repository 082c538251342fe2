import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import type { Failpoint } from '../../main/engine/platform/failpoint.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { canonicalJson } from '../../main/engine/sync/canonical-json.ts';
import { blobPath } from '../../main/reference-ent/blob-store.ts';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import type { EngineClient } from '../../preload/contract/index.ts';
import { startEngineProcess } from './engine-process.ts';
import { changeDevice, openEngine, startEntOf, type Template } from './failpoint-template.ts';

/** How the ENT and the device stand when the engine that is to die starts. */
export type Situation = keyof typeof SITUATIONS;

interface Stage {
  readonly directory: string;
  readonly secrets: Map<string, string>;
}

const asItIs = () => undefined;
const SITUATIONS = {
  /** In the middle of a class: everything waits on both sides. */
  class: { ent: 'ent', prepare: asItIs, visit: asItIs },
  /** An earlier version of Cartable has kept a secret to which the ENT's next reply adds. */
  'half-a-secret': { ent: 'ent', prepare: keepFirstHalf, visit: asItIs },
  /** The ENT no longer knows up to where the device has read. */
  expired: { ent: 'ent', prepare: asItIs, visit: (ent: ReferenceEnt) => ent.expireCursors() },
  /** A back-up of the device was put back: the ENT has answered what still waits here. */
  restored: { ent: 'ent-later', prepare: asItIs, visit: asItIs },
  /** Another dataset answers in the place of ours, with the same class. */
  replaced: { ent: 'ent', prepare: renameDataset, visit: asItIs },
  /** Two thirds of the copies are gone at the ENT. */
  emptied: { ent: 'ent', prepare: asItIs, visit: deleteCopies },
  /** The same, which the teacher refuses first, and deletes after all. */
  kept: { ent: 'ent', prepare: asItIs, visit: deleteCopies },
  /** An earlier version of Cartable has put a change aside that this one can read. */
  upgraded: { ent: 'ent', prepare: parkChange, visit: asItIs },
} as const;

/** What the screen showed as saved before the engine died, and what it was about to save. */
interface Journal {
  readonly told: Map<string, string>;
  underWay: string;
}

/**
 * Lets an engine die at a failpoint in the middle of a sync, starts another one on what it left, and compares both sides.
 *
 * Fails when the engine was not ended by the failpoint: a point that nothing reaches proves nothing.
 */
export async function dieAndComeBack(
  directory: string,
  template: Template,
  failpoint: Failpoint,
  situation: Situation,
): Promise<void> {
  const { ent: entFolder, prepare, visit } = SITUATIONS[situation];
  const answer = situation === 'kept' ? 'refuse' : 'accept';
  await cp(join(template.directory, 'data'), join(directory, 'data'), { recursive: true });
  await cp(join(template.directory, entFolder), join(directory, 'ent'), { recursive: true });
  const secrets = new Map(template.secrets);
  prepare({ directory, secrets });
  const ent = await startEntOf(directory);
  const webVersions = versionsAt(directory) - effectsAt(directory);
  try {
    visit(ent, template);
    const journal = { told: new Map<string, string>(), underWay: '' };
    await liveUntilDeath(directory, secrets, { template, failpoint, journal, answer });
    const engine = await openEngine(directory, secrets);
    try {
      await expectSaved(engine.client, template, journal);
      await settle(engine.client, answer);
      await expectBothSidesEqual(engine, ent, directory);
      expect(effectsAt(directory)).toBe(versionsAt(directory) - webVersions);
    } finally {
      await engine.close();
    }
  } finally {
    await ent.close();
  }
}

/** Some seconds of quick typing. */
const TURNS = 40;
const PAUSE_MS = 20;

interface Life {
  readonly template: Template;
  readonly failpoint: Failpoint;
  readonly journal: Journal;
  readonly answer: Answer;
}

/** What the teacher says first of deletions that are held; what is kept is deleted after all. */
type Answer = 'accept' | 'refuse';

async function liveUntilDeath(directory: string, secrets: Map<string, string>, life: Life): Promise<void> {
  const child = nodeProcesses().fork('engine', { env: { CARTABLE_FAILPOINT: life.failpoint } });
  const died = new Promise((resolve) => child.onExit(resolve));
  try {
    // A point that lies in the opening ends the engine before it serves.
    const engine = await startEngineProcess(join(directory, 'data'), secrets, child).catch(() => null);
    if (engine !== null) {
      const work = Promise.all([gradeOn(engine.client, life), syncUntilDone(engine.client, life.answer)]);
      await Promise.race([died, work.catch(() => died)]);
    }
    const end = await Promise.race([died, 'it lived through everything']);
    expect(end).toMatchObject({ signal: 'SIGKILL' });
  } finally {
    child.kill();
  }
}

/** Two copies that nothing else touches: one is graded while the other is commented, while the sync goes on. */
async function gradeOn(client: EngineClient, { template, journal }: Life): Promise<void> {
  const [graded = '', commented = ''] = template.submissionIds.slice(10, 12);
  for (let turn = 1; turn <= TURNS; turn += 1) {
    journal.underWay = String(turn);
    await client.grading.saveGrade({ submissionId: graded, pointsTimes100: turn });
    journal.told.set('grade', String(turn));
    await client.grading.saveComment({ submissionId: commented, text: `${turn}` });
    journal.told.set('comment', String(turn));
    await setTimeout(PAUSE_MS);
  }
}

async function syncUntilDone(client: EngineClient, answer: Answer): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await syncOnce(client);
    await decide(client, answer);
  }
}

/** One that began by itself may be under way; how a session ends is seen at the end. */
async function syncOnce(client: EngineClient): Promise<void> {
  while ((await client.sync.status()).isRunning) await setTimeout(PAUSE_MS);
  await client.sync.start().catch(() => undefined);
}

/** The teacher reads what the screen says, and goes on. */
async function decide(client: EngineClient, answer: Answer): Promise<void> {
  const { datasetChange, heldDeletions, keptDeletions } = await client.sync.notices();
  if (datasetChange !== null) await client.sync.adoptDataset({ datasetId: datasetChange.datasetId });
  const decision = answer === 'accept' ? client.sync.acceptDeletions : client.sync.refuseDeletions;
  if (heldDeletions !== null) await decision({ setId: heldDeletions.setId });
  // A session that began by itself may be in the way: the next turn says it again.
  if (keptDeletions !== null)
    await client.sync.deleteKept({ setId: keptDeletions.setId }).catch(() => undefined);
}

/** The next engine: three sessions bring everything to rest, but for what only the teacher can choose. */
async function settle(client: EngineClient, answer: Answer): Promise<void> {
  expect(await client.settings.doctor()).toMatchObject({ databaseProblems: [], corruptBlobs: 0 });
  for (let turn = 0; turn < 3; turn += 1) {
    await syncOnce(client);
    await decide(client, answer);
    for (const { id } of await client.sync.conflicts())
      await client.sync.resolveConflict({ conflictId: id, keep: 'mine' });
  }
  expect(await client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(await client.sync.waiting()).toEqual([]);
  expect(await client.settings.doctor()).toMatchObject({ isHealthy: true });
}

async function expectSaved(client: EngineClient, template: Template, journal: Journal): Promise<void> {
  const [graded = '', commented = ''] = template.submissionIds.slice(10, 12);
  const { pointsTimes100 } = await client.grading.submission({ submissionId: graded });
  const { comments } = await client.grading.submission({ submissionId: commented });
  const { told, underWay } = journal;
  expect([told.get('grade') ?? '', underWay]).toContain(String(pointsTimes100 ?? ''));
  expect([told.get('comment') ?? '', underWay]).toContain(comments[0]?.text ?? '');
}

/** What both hold is what both show, to the last byte. */
async function expectBothSidesEqual(engine: Engine, ent: ReferenceEnt, directory: string): Promise<void> {
  const { store, vault } = engine.workspaces.current().syncContext;
  const here = store.db
    .prepare(
      'SELECT entity, entity_id AS id, version, body FROM synced_copy WHERE body IS NOT NULL ORDER BY 1, 2',
    )
    .all();
  const there = rowsAt(
    directory,
    'SELECT entity, id, version, body FROM record WHERE body IS NOT NULL ORDER BY 1, 2',
  );
  expect(here).toEqual(there.map((row) => ({ ...row, body: canonicalJson(JSON.parse(String(row.body))) })));
  const shown = store.db
    .prepare('SELECT submission_id AS id, points_x100 AS points FROM grade ORDER BY 1')
    .all();
  expect(shown).toEqual(
    ent.store.entities('grade').map(({ id, body }) => ({ id, points: body.points_x100 })),
  );
  const texts = store.db.prepare('SELECT id, text FROM comment WHERE removed_at IS NULL ORDER BY 1').all();
  expect(texts).toEqual(ent.store.entities('comment').map(({ id, body }) => ({ id, text: body.text })));
  for (const { body } of ent.store.entities('feedback')) {
    const { sha256 } = body.file;
    expect(hashOf(blobPath(join(directory, 'ent'), sha256))).toBe(sha256);
    expect(await vault.isIntact(sha256)).toBe(true);
  }
  for (const { body } of ent.store.entities('submission'))
    for (const { sha256 } of body.files) expect(await vault.isIntact(sha256)).toBe(true);
}

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

function rowsAt(directory: string, query: string): Record<string, unknown>[] {
  const db = new Database(databasePath(join(directory, 'ent')), { readonly: true });
  const rows = db.prepare(query).all() as Record<string, unknown>[];
  db.close();
  return rows;
}

/** Each version of what a teacher writes was made by one operation, or on the web. */
function versionsAt(directory: string): number {
  const kinds = "('grade', 'comment', 'lesson', 'feedback')";
  return Number(rowsAt(directory, `SELECT SUM(version) AS sum FROM record WHERE entity IN ${kinds}`)[0]?.sum);
}

function effectsAt(directory: string): number {
  const query = "SELECT COUNT(*) AS count FROM ledger WHERE outcome = 'applied'";
  return Number(rowsAt(directory, query)[0]?.count);
}

function keepFirstHalf({ secrets }: Stage): void {
  for (const [key, secret] of secrets) secrets.set(key, secret.split('\t')[0] ?? '');
}

function renameDataset({ directory }: Stage): void {
  const db = new Database(databasePath(join(directory, 'ent')));
  db.exec("UPDATE account SET dataset_id = '0d0d0d0d-new'; UPDATE record SET dataset_id = '0d0d0d0d-new'");
  db.close();
}

function deleteCopies(ent: ReferenceEnt, { submissionIds }: Template): void {
  ent.editOnTheWeb(submissionIds.slice(12).map((id) => ({ entity: 'submission', id, body: null })));
}

function parkChange({ directory }: Stage): void {
  const body = { name: 'Mathématiques' };
  const change = { entity: 'subject', id: 'subject-1', version: 1, by: 'ENT', at: 1, body };
  changeDevice(directory, (db) => {
    db.exec("DELETE FROM synced_copy WHERE entity = 'subject'; UPDATE subject SET name = '?'");
    db.prepare(
      "INSERT INTO parked_change (entity, entity_id, version, body, reason) VALUES ('subject', 'subject-1', 1, ?, 'unknown-entity')",
    ).run(JSON.stringify(change));
  });
}
