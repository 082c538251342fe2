import { existsSync } from 'node:fs';
import { type Clock, systemClock } from '../engine/platform/clock.ts';
import { lockFolder } from '../engine/platform/folder-lock.ts';
import { makeFolder } from '../engine/platform/own-files.ts';
import { Accounts, type EntAccount } from './accounts.ts';
import { Batches } from './batches.ts';
import { BlobStore } from './blob-store.ts';
import { TEACHER } from './demo/teacher.ts';
import { Dial, type DialOverrides } from './dial.ts';
import { followDialFile } from './dial-file.ts';
import { type EntReader, readerOf } from './ent-reader.ts';
import { databasePath, type EntStore, openEntStore } from './ent-store.ts';
import { Feed } from './feed.ts';
import { buildApp } from './http/app.ts';
import { Ledger } from './ledger.ts';
import { beginLife } from './lives.ts';
import type { EntParts } from './parts.ts';
import { RequestLimiter } from './request-limiter.ts';
import { SignInCodes } from './sign-in-codes.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import { type EntStatistics, Traffic } from './statistics.ts';
import { UploadStore } from './upload-store.ts';

/** `demo`: a lycée with classes, copies and lessons. `empty`: the same teacher without anything. */
export type Seed = 'demo' | 'empty';

export interface ReferenceEntOptions {
  /** Where the database and the blobs are kept; made if it does not exist. */
  readonly directory: string;
  /** 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly seed: Seed;
  readonly clock?: Clock;
  /** Limits, hours and pauses other than the usual ones. */
  readonly overrides?: DialOverrides;
  /** Told while the demo's documents are made, which takes some seconds on a first start. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** An edit that reaches the dataset from elsewhere: the ENT's web pages, or the school's office. */
export interface WebEdit {
  readonly entity: string;
  readonly id: string;
  /** Null deletes. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface ReferenceEnt {
  /** Without a slash at its end. */
  readonly url: string;
  readonly directory: string;
  readonly login: string;
  readonly password: string;
  readonly store: EntReader;
  readonly dial: Dial;
  statistics(): EntStatistics;
  addAccount(login: string, password: string, displayName: string): Promise<void>;
  /** Writes to a teacher's dataset in one transaction, as `by`. Returns the new versions. */
  editOnTheWeb(edits: readonly WebEdit[], as?: { login?: string; by?: string; byId?: string }): number[];
  /** Forgets what is old enough, as the server does by itself every hour. */
  tidy(): void;
  /** From now on every cursor given so far is answered `cursor-expired`. */
  expireCursors(): void;
  /** The database as it is now, kept in a file of the server's folder. Returns what `restore` takes. */
  takeSnapshot(): string;
  /** Puts the database back to a snapshot, as an operator does after a bad night; documents on disk stay. */
  restore(snapshot: string): void;
  close(): Promise<void>;
}

/** Longer than any holiday (a summer is nine weeks). Older deletions and answers are forgotten, and cursors expire. */
const FORGET_AFTER_MS = 180 * 86_400_000;
/** A server that was just told to leave, or whose parent was killed, is gone by then. */
const LOCK_WAIT_MS = 3000;
const TIDY_EVERY_MS = 3_600_000;
const SCHOOL = {
  name: 'Lycée Marie-Durocher, Valmont-sur-Isère',
  zone: 'A',
  timezone: 'Europe/Paris',
} as const;

/**
 * Starts the reference server of the ENT sync API.
 *
 * Listens on loopback unless told otherwise: it speaks plain HTTP, so anything further belongs behind a proxy
 * that speaks TLS. A directory that was seeded before is opened as it is, by one server at a time.
 * @throws CartableError `store/in-use`, `store/from-future`, `store/not-a-folder`; Node's error for a port that cannot be had
 */
export async function startReferenceEnt(options: ReferenceEntOptions): Promise<ReferenceEnt> {
  makeFolder(options.directory);
  const unlock = lockFolder(options.directory, LOCK_WAIT_MS);
  try {
    return await startLocked(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startLocked(options: ReferenceEntOptions, unlock: () => void): Promise<ReferenceEnt> {
  const store = openEntStore(options.directory);
  try {
    const parts = assemble(store, options);
    await seedOnce(parts, options);
    forgetOld(parts);
    beginLife(store);
    const traffic = new Traffic();
    const app = buildApp(parts, traffic);
    const unfollow = followDialFile(parts.dial, options.directory);
    const tidying = setInterval(() => forgetOld(parts), TIDY_EVERY_MS).unref();
    const url = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
    return {
      url,
      directory: options.directory,
      login: TEACHER.login,
      password: TEACHER.password,
      store: readerOf(store.db, options.directory),
      dial: parts.dial,
      statistics: () => traffic.read(store),
      addAccount: async (login, password, displayName) =>
        void (await parts.accounts.create(login, password, displayName)),
      editOnTheWeb: (edits, as = {}) =>
        editOnTheWeb(parts, edits, { login: TEACHER.login, by: 'ENT', ...as }),
      tidy: () => forgetOld(parts),
      expireCursors: () => store.write(() => parts.feed.expireCursors()),
      takeSnapshot: () => takeSnapshot(store, options.directory),
      restore: (snapshot) => {
        restoreSnapshot(store, snapshot);
        beginLife(store);
      },
      close: async () => {
        clearInterval(tidying);
        unfollow();
        await app.close();
        store.close();
        unlock();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** True when the directory was seeded before: starting on it takes no time. */
export function isSeeded(directory: string): boolean {
  if (!existsSync(databasePath(directory))) return false;
  const store = openEntStore(directory);
  try {
    return new Accounts(store).byLogin(TEACHER.login) !== undefined;
  } finally {
    store.close();
  }
}

function assemble(store: EntStore, options: ReferenceEntOptions): EntParts {
  const clock = options.clock ?? systemClock;
  const feed = new Feed(store);
  const blobs = new BlobStore(store, options.directory);
  return {
    store,
    feed,
    blobs,
    clock,
    accounts: new Accounts(store),
    batches: new Batches({ store, feed, blobs, clock }),
    uploads: new UploadStore(store, blobs, options.directory),
    codes: new SignInCodes(),
    dial: new Dial(options.overrides),
    limiter: new SignInLimiter(),
    requests: new RequestLimiter(),
    school: SCHOOL,
  };
}

/** A start that was cut while seeding leaves no account behind, and begins again. */
async function seedOnce(parts: EntParts, options: ReferenceEntOptions): Promise<void> {
  if (parts.accounts.byLogin(TEACHER.login) !== undefined) return;
  if (options.seed === 'demo') {
    // Loaded only here: it brings an image library that a running server has no use for.
    const { seedDemo } = await import('./demo/seed-demo.ts');
    await seedDemo(parts, options.onProgress ?? (() => undefined));
  } else await parts.accounts.create(TEACHER.login, TEACHER.password, TEACHER.displayName);
}

function forgetOld({ store, feed, uploads, clock }: EntParts): void {
  const now = clock.now();
  store.write(() => {
    Ledger.forget(store, now - FORGET_AFTER_MS);
    feed.forgetDeletions(now - FORGET_AFTER_MS);
  });
  uploads.forget(now);
}

function editOnTheWeb(
  { accounts, store, feed, clock }: EntParts,
  edits: readonly WebEdit[],
  as: { login: string; by: string; byId?: string },
): number[] {
  const account: EntAccount | undefined = accounts.byLogin(as.login);
  if (account === undefined) throw new Error('no such account');
  return store.write(() =>
    edits.map((edit) => feed.put(account, { ...edit, by: as.by, byId: as.byId ?? null, at: clock.now() })),
  );
}
