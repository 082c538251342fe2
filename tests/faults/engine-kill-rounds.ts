import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import type { EngineClient } from '../../preload/contract/index.ts';
import { documentOf, handIn, noise, putAtEnt } from '../engine/class-documents.ts';
import { writeClass } from '../engine/write-class.ts';
import { type EngineProcess, startEngineProcess } from './engine-process.ts';

export interface KillOptions {
  /** Made by the caller, and removed by it. */
  readonly directory: string;
  readonly kills: number;
  readonly seed: number;
  onKill?(killed: number): void;
}

/** What so many kills have done. Each list is empty when all is well. */
export interface KillFigures {
  readonly kills: number;
  readonly seed: number;
  /** Kills that fell into a sync. */
  readonly inSync: number;
  /** Edits that were shown as saved. */
  readonly edits: number;
  readonly documents: number;
  readonly damaged: readonly string[];
  readonly lost: readonly string[];
  readonly unequal: readonly string[];
  /** Operations that took effect, and versions that edits made: the same number. */
  readonly effects: number;
  readonly versions: number;
  /** From the start of an engine, on what a killed one left, until it serves. */
  readonly restartMs: { readonly median: number; readonly most: number };
}

/** A kill falls anywhere in this time after the engine serves: while it grades, and while it syncs. */
const LIFE_MS = 400;
const STUDENTS = 20;
const DOCUMENTS = 12;
const DOCUMENT_BYTES = 40_000;
/** A call made to an engine that is already dead has no answer, and is not waited for. */
const LAST_ANSWER_MS = 100;

/** Numerical Recipes' generator: the same seed gives the same instants. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Kills an engine at random instants while it grades, comments, fetches documents and syncs, each time on what the one
 * before left; looks at every database that a kill leaves, and at last compares both sides.
 */
export async function killAtRandom(options: KillOptions): Promise<KillFigures> {
  const ent = await startReferenceEnt({ directory: join(options.directory, 'ent'), seed: 'empty' });
  try {
    return await new Rounds(options, ent).run();
  } finally {
    await ent.close();
  }
}

class Rounds {
  readonly #options: KillOptions;
  readonly #ent: ReferenceEnt;
  readonly #secrets = new Map<string, string>();
  readonly #ids: readonly string[];
  readonly #documents = Array.from({ length: DOCUMENTS }, (_, index) =>
    documentOf(noise(DOCUMENT_BYTES + index, index)),
  );
  /** By table and submission: what was shown as saved, and what was being saved when the engine died. */
  readonly #told = new Map<string, string>();
  readonly #underWay = new Map<string, string>();
  readonly #damaged: string[] = [];
  readonly #lost: string[] = [];
  readonly #restartsMs: number[] = [];
  #edits = 0;
  #inSync = 0;

  constructor(options: KillOptions, ent: ReferenceEnt) {
    this.#options = options;
    this.#ent = ent;
    this.#ids = writeClass(ent, STUDENTS).submissionIds;
  }

  async run(): Promise<KillFigures> {
    const { directory, kills, seed, onKill } = this.#options;
    const random = seeded(seed);
    const { url, login, password } = this.#ent;
    await putAtEnt(this.#ent, directory, this.#documents);
    const first = await this.#start();
    await first.client.account.connect({ url, login, password });
    await first.client.sync.start();
    await first.kill();
    for (let round = 0; round < kills; round += 1) {
      this.#handSomethingIn(round);
      const engine = await this.#start();
      const work = this.#gradeUntilDeath(engine.client, round).catch(() => undefined);
      await setTimeout(random() * LIFE_MS);
      await engine.kill();
      await Promise.race([work, setTimeout(LAST_ANSWER_MS)]);
      this.#lookAtWhatIsLeft(round);
      onKill?.(round + 1);
    }
    const last = await this.#start();
    try {
      return await this.#figures(last.client, seed);
    } finally {
      await last.kill();
    }
  }

  async #start(): Promise<EngineProcess> {
    const startedAt = performance.now();
    const engine = await startEngineProcess(join(this.#options.directory, 'data'), this.#secrets);
    this.#restartsMs.push(Math.round(performance.now() - startedAt));
    return engine;
  }

  /** A copy is handed in anew: there is always a document to fetch. */
  #handSomethingIn(round: number): void {
    const at = (of: number) => round % of;
    const document = this.#documents[at(DOCUMENTS)];
    if (document !== undefined) handIn(this.#ent, [this.#ids[at(STUDENTS)] ?? ''], [document]);
  }

  async #gradeUntilDeath(client: EngineClient, round: number): Promise<void> {
    let sync: Promise<unknown> = Promise.resolve();
    for (let turn = 0; ; turn += 1) {
      const submissionId = this.#ids[turn % this.#ids.length] ?? '';
      const pointsTimes100 = (round * 37 + turn * 13) % 2001;
      const text = `Tour ${round}, copie ${turn}`;
      const { grading } = client;
      await this.#save(`grade ${submissionId}`, String(pointsTimes100), () =>
        grading.saveGrade({ submissionId, pointsTimes100 }),
      );
      await this.#save(`comment ${submissionId}`, text, () => grading.saveComment({ submissionId, text }));
      if (turn % 7 === 3) {
        await sync;
        sync = client.sync.start().catch(() => undefined);
      }
    }
  }

  async #save(key: string, value: string, call: () => Promise<unknown>): Promise<void> {
    this.#underWay.set(key, value);
    await call();
    this.#told.set(key, value);
    this.#underWay.delete(key);
    this.#edits += 1;
  }

  /** The database as it would be found, in a copy: the next engine gets it untouched. */
  #lookAtWhatIsLeft(round: number): void {
    const copy = join(this.#options.directory, 'copy');
    const accounts = join(this.#options.directory, 'data', 'accounts');
    const [key = ''] = readdirSync(accounts);
    for (const end of ['', '-wal']) cpIfThere(join(accounts, key, `cartable.sqlite${end}`), `${copy}${end}`);
    const db = new Database(copy);
    const check = String(db.pragma('integrity_check', { simple: true }));
    if (check !== 'ok') this.#damaged.push(`round ${round}: ${check}`);
    const found = valuesIn(db);
    if (db.prepare('SELECT 1 FROM sync_session WHERE ended_at IS NULL').get() !== undefined)
      this.#inSync += 1;
    db.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
    for (const id of this.#ids.flatMap((id) => [`grade ${id}`, `comment ${id}`])) {
      const [told, value] = [this.#told.get(id) ?? '', found.get(id) ?? ''];
      if (value !== told && value !== this.#underWay.get(id))
        this.#lost.push(`round ${round}: ${id} is "${value}", and was shown as "${told}"`);
      // What passed without an answer is what the next engine shows.
      this.#told.set(id, value);
    }
    this.#underWay.clear();
  }

  async #figures(client: EngineClient, seed: number): Promise<KillFigures> {
    for (let turn = 0; turn < 3; turn += 1) {
      while ((await client.sync.status()).isRunning) await setTimeout(20);
      await client.sync.start();
    }
    const unequal = [...(await this.#stillOpen(client)), ...(await this.#differences(client))];
    const sorted = this.#restartsMs.toSorted((a, b) => a - b);
    return {
      kills: this.#options.kills,
      seed,
      inSync: this.#inSync,
      edits: this.#edits,
      documents: (await client.settings.doctor()).blobCount,
      damaged: this.#damaged,
      lost: this.#lost,
      unequal,
      ...this.#countAtEnt(),
      restartMs: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 },
    };
  }

  async #stillOpen(client: EngineClient): Promise<string[]> {
    const { isHealthy } = await client.settings.doctor();
    return [
      ...(isHealthy ? [] : ['the doctor finds something']),
      ...(await client.sync.waiting()).map(({ label }) => `"${label}" still waits`),
      ...(await client.sync.conflicts()).map(({ label }) => `"${label}" is in conflict`),
    ];
  }

  async #differences(client: EngineClient): Promise<string[]> {
    const grades = new Map(this.#ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100]));
    const written = this.#ent.store.entities('comment');
    const comments = new Map(written.map(({ body }) => [body.submission_id, body.text]));
    const differences = written.length === comments.size ? [] : ['a comment is at the ENT twice'];
    for (const submissionId of this.#ids) {
      const { pointsTimes100, comments: here } = await client.grading.submission({ submissionId });
      if ((grades.get(submissionId) ?? null) !== pointsTimes100) differences.push(`grade ${submissionId}`);
      if (comments.get(submissionId) !== here[0]?.text) differences.push(`comment ${submissionId}`);
    }
    return differences;
  }

  #countAtEnt(): { versions: number; effects: number } {
    const db = new Database(databasePath(join(this.#options.directory, 'ent')), { readonly: true });
    const count = (query: string) => Number(db.prepare(query).pluck().get());
    const counts = {
      versions: count("SELECT SUM(version) FROM record WHERE entity IN ('grade', 'comment')"),
      effects: count("SELECT COUNT(*) FROM ledger WHERE outcome = 'applied'"),
    };
    db.close();
    return counts;
  }
}

function cpIfThere(from: string, to: string): void {
  try {
    cpSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function valuesIn(db: Database.Database): Map<string, string> {
  const rows = db
    .prepare(
      `SELECT 'grade ' || submission_id AS "key", points_x100 AS value FROM grade
       UNION ALL SELECT 'comment ' || submission_id, text FROM comment WHERE removed_at IS NULL`,
    )
    .all() as { key: string; value: unknown }[];
  return new Map(rows.map(({ key, value }) => [key, String(value ?? '')]));
}
