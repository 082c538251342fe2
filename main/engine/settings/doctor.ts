import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorReport } from '../../../preload/contract/settings.ts';
import type { DomainContext } from '../context.ts';
import type { Db } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';

/** Problems quoted in a report: the first tell enough, and a broken index can name every row. */
const PROBLEMS_QUOTED = 20;

interface LocalBlob {
  readonly sha256: string;
  readonly bytes: number;
  readonly server_has: 0 | 1;
}

/**
 * Checks the database by SQLite's own means, and every document against its name.
 *
 * A document that is missing or damaged here and that the ENT has is asked for again at the next sync; its damaged
 * bytes are set aside, never deleted. Problems are in SQLite's words: tables and row numbers, nothing personal.
 */
export async function examineWorkspace(context: DomainContext): Promise<DoctorReport> {
  const { store, vault } = context;
  const databaseProblems = findDatabaseProblems(store.db);
  const blobs = store.db
    .prepare('SELECT sha256, bytes, server_has FROM blob WHERE is_local = 1 ORDER BY sha256')
    .all() as LocalBlob[];
  const missing: LocalBlob[] = [];
  const corrupt: LocalBlob[] = [];
  for (const blob of blobs) {
    if (!vault.has(blob.sha256)) missing.push(blob);
    else if (!(await isReadable(vault, blob.sha256))) corrupt.push(blob);
  }
  await askAgainFor(context, [...missing, ...corrupt]);
  return {
    isHealthy: databaseProblems.length === 0 && missing.length === 0 && corrupt.length === 0,
    schemaVersion: store.schemaVersion,
    databaseProblems,
    blobCount: blobs.length,
    blobBytes: blobs.reduce((sum, { bytes }) => sum + bytes, 0),
    missingBlobs: missing.length,
    corruptBlobs: corrupt.length,
    waitingCount: store.db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get() as number,
    checkedAt: context.clock.now(),
  };
}

function findDatabaseProblems(db: Db): string[] {
  try {
    const verdicts = db.pragma('integrity_check') as { integrity_check: string }[];
    const orphans = db.pragma('foreign_key_check') as {
      table: string;
      rowid: number | null;
      parent: string;
    }[];
    return [
      ...verdicts.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok'),
      ...orphans.map(({ table, rowid, parent }) => `foreign key: ${table} row ${rowid ?? '?'} -> ${parent}`),
    ].slice(0, PROBLEMS_QUOTED);
  } catch (error) {
    // A file so damaged that the check itself fails: its code is the finding.
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !code.startsWith('SQLITE_')) throw error;
    return [`integrity_check: ${code}`];
  }
}

/** A file that the disk no longer gives back is as damaged as one with other bytes. */
function isReadable(vault: Vault, sha256: string): Promise<boolean> {
  return vault.isIntact(sha256).catch(() => false);
}

async function askAgainFor(context: DomainContext, broken: readonly LocalBlob[]): Promise<void> {
  const { store, vault } = context;
  const known = broken.filter(({ server_has }) => server_has === 1);
  if (store.isReadOnly || known.length === 0) return;
  for (const { sha256 } of known) if (vault.has(sha256)) await setAside(vault, sha256);
  store.write(() => {
    const forget = store.db.prepare('UPDATE blob SET is_local = 0 WHERE sha256 = ?');
    for (const { sha256 } of known) forget.run(sha256);
  });
  context.announce('library', 'grading', 'lessons');
}

/** Out of the way of the whole copy that is to come, which would otherwise be taken for one more of the same. */
async function setAside(vault: Vault, sha256: string): Promise<void> {
  const directory = join(vault.directory, 'damaged');
  await mkdir(directory, { recursive: true });
  await rename(vault.pathOf(sha256), join(directory, sha256));
}
