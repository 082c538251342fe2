import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { REQUEST_KINDS } from './proxy-table-cases.ts';
import { BOOK, type Evening, SHEET, type Stage } from './proxy-table-evening.ts';

/** Takes something from the evening; what it returns gives it back. */
type Trouble = (evening: Evening) => () => void;

/** Something around sync that goes wrong at a moment of a session. */
export interface EnvironmentCase {
  readonly name: string;
  readonly stage: Stage;
  /** When a request arrives whose first line fits; null: before the session begins. */
  readonly at: RegExp | null;
  readonly trouble: Trouble;
  readonly ends: string;
  /** Why edits wait for the teacher afterwards; absent: none does. */
  readonly parked?: string;
  /** Needs a disk of its own. */
  readonly onSmallDisk?: boolean;
}

const momentOf = (name: string): RegExp | null =>
  REQUEST_KINDS.find((kind) => kind.name === name)?.at ?? null;

const MOMENTS = [
  'before',
  'token',
  'policy',
  'blobs check',
  'compose',
  'bundle',
  'upload begun',
  'piece',
  'batch',
  'fetch',
  'range',
];

/** Where no disk can be made, the database alone is full. */
const fillDisk: Trouble = ({ data, device }) => {
  const { db } = device.context.store;
  const pages = db.pragma('page_count', { simple: true });
  db.pragma(`max_page_count = ${pages}`);
  const ballast = join(data, 'ballast');
  if (isMount(data)) fill(ballast, data);
  return () => {
    rmSync(ballast, { force: true });
    db.pragma('max_page_count = 1073741823');
  };
};

function isMount(data: string): boolean {
  return statfsSync(data).blocks * statfsSync(data).bsize < 64 << 20;
}

function fill(ballast: string, data: string): void {
  const { bavail, bsize } = statfsSync(data);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize));
}

/** Makes a disk of that size; false where the system lets nobody. */
export function mountDisk(folder: string, sizeBytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const protect: Trouble = ({ device }) => {
  const { db } = device.context.store;
  db.pragma('query_only = 1');
  return () => void db.pragma('query_only = 0');
};

/** Another program writes, and takes its time: a back-up, a repair. */
const lock: Trouble = ({ data, device }) => {
  device.context.store.db.pragma('busy_timeout = 20');
  const other = new Database(join(data, 'cartable.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  return () => void other.close();
};

/** What happens to a document of the vault: an antivirus, a tidy colleague, a bad disk. */
const HARMS: Readonly<Record<string, (path: string) => void>> = {
  deleted: (path) => rmSync(path),
  edited: (path) => {
    const bytes = readFileSync(path);
    bytes[5] = (bytes[5] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
  },
  'cut short': (path) => writeFileSync(path, readFileSync(path).subarray(0, 100)),
  'replaced by a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
};

function harm(sha256: string, act: (path: string) => void): Trouble {
  return ({ device }) => {
    const path = device.context.vault.pathOf(sha256);
    const whole = readFileSync(path);
    act(path);
    return () => {
      rmSync(path, { recursive: true, force: true });
      writeFileSync(path, whole);
    };
  };
}

const remove =
  (folder: string): Trouble =>
  ({ data }) => {
    rmSync(join(data, 'vault', folder), { recursive: true });
    return () => undefined;
  };

const blockIncoming: Trouble = ({ data }) => {
  const incoming = join(data, 'vault', 'incoming');
  renameSync(incoming, `${incoming}-away`);
  writeFileSync(incoming, '');
  return () => {
    rmSync(incoming);
    renameSync(`${incoming}-away`, incoming);
  };
};

const setClock =
  (ms: number): Trouble =>
  ({ device }) => {
    device.clock.set(ms);
    return () => undefined;
  };

const DAY_MS = 86_400_000;

const evening = (fields: Omit<EnvironmentCase, 'stage'>): EnvironmentCase => ({
  stage: 'evening',
  ...fields,
});

export const ENVIRONMENT_CASES: readonly EnvironmentCase[] = [
  ...MOMENTS.map((moment) =>
    evening({
      name: `the disk is full: ${moment}`,
      at: momentOf(moment),
      trouble: fillDisk,
      ends: 'store/disk-full',
      onSmallDisk: true,
    }),
  ),
  ...['before', 'token', 'batch', 'fetch'].flatMap((moment) => [
    evening({
      name: `the database cannot be written: ${moment}`,
      at: momentOf(moment),
      trouble: protect,
      ends: 'store/read-only',
    }),
    evening({
      name: `another program has locked the database: ${moment}`,
      at: momentOf(moment),
      trouble: lock,
      ends: 'store/busy',
    }),
  ]),
  ...Object.entries(HARMS).flatMap(([how, act]) => [
    ...[SHEET, BOOK].map(({ sha256, bytes }) =>
      evening({
        name: `a document of ${bytes.length} bytes is ${how}: before`,
        at: null,
        trouble: harm(sha256, act),
        ends: 'done',
        parked: 'blob-damaged',
      }),
    ),
    evening({
      name: `a document is ${how} while others are sent`,
      at: momentOf('upload begun'),
      trouble: harm(BOOK.sha256, act),
      ends: how === 'deleted' ? 'vault/blob-missing' : how === 'edited' ? 'done' : 'vault/blob-corrupt',
      ...(how === 'edited' ? { parked: 'corrupt' } : {}),
    }),
  ]),
  ...['before', 'fetch'].map((moment) =>
    evening({
      name: `the folder of what comes in is gone: ${moment}`,
      at: momentOf(moment),
      trouble: remove('incoming'),
      ends: 'done',
    }),
  ),
  evening({
    name: 'the folder of what came in part is gone',
    at: momentOf('token'),
    trouble: remove('partial'),
    ends: 'done',
  }),
  evening({
    name: 'a file is where the folder of what comes in was',
    at: null,
    trouble: blockIncoming,
    ends: 'store/not-a-folder',
  }),
  ...[-DAY_MS, DAY_MS, -400 * DAY_MS].flatMap((ms) =>
    ['before', 'batch'].map((moment) =>
      evening({
        name: `the clock is set by ${ms / DAY_MS} days: ${moment}`,
        at: momentOf(moment),
        trouble: setClock(ms),
        ends: 'done',
      }),
    ),
  ),
];

/** Codes under which the ENT has no room: for an edit's document they wait, each with its reason. */
const ROOM: readonly { status: number; reason: string; code: string }[] = [
  { status: 413, reason: 'too-large', code: 'ent/refused' },
  { status: 507, reason: 'quota', code: 'ent/server-error' },
];
const DOCUMENT_KINDS = ['bundle', 'upload begun', 'piece', 'upload resumed'];

/** The ENT, or a proxy before it, has no room for a kind of request. */
export const ROOM_CASES = ROOM.flatMap(({ status, reason, code }) =>
  REQUEST_KINDS.map((kind) => {
    // What is too large in one request goes in smaller ones, and what cannot be composed goes whole.
    const goesOtherwise = kind.name === 'compose' || (status === 413 && kind.name === 'bundle');
    // Documents that do not come are noted, and stop nothing.
    const comes = kind.name === 'fetch' || kind.name === 'range';
    const isDocument = DOCUMENT_KINDS.includes(kind.name);
    // No other document passes in that session: whether it is this one's size is not known yet.
    const isAlone = kind.name === 'upload resumed' && status === 413;
    // When every batch is too large some edits are shown, and then it is not the edits.
    const isBatch = kind.name === 'batch' && status === 413;
    return {
      name: `${status}: ${kind.name}`,
      kind,
      status,
      ends: (isDocument && !isAlone) || comes || goesOtherwise || kind.name === 'revoke' ? 'done' : code,
      parked: (isDocument && !goesOtherwise && !isAlone) || isBatch ? reason : null,
    };
  }),
);
