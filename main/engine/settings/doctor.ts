import type { DoctorReport } from '../../../preload/contract/settings.ts';
import type { DomainContext } from '../context.ts';
import { keptOriginals, namedBlobs } from '../store/named-blobs.ts';
import type { Db } from '../store/store.ts';
import { findBroken, type LocalBlob } from './broken-documents.ts';

/** Problems quoted in a report: the first tell enough, and a broken index can name every row. */
const PROBLEMS_QUOTED = 20;

/**
 * Checks the database by SQLite's own means, and every document against its name. Changes nothing.
 *
 * Problems are in SQLite's words: tables and row numbers, nothing personal. Broken documents are named, with what they
 * hang on: that is for the teacher's eyes.
 */
export async function examineWorkspace(context: DomainContext): Promise<DoctorReport> {
  const { store, clock } = context;
  const databaseProblems = await context.undisturbed(async () => findDatabaseProblems(store.db));
  const blobs = store.db
    .prepare('SELECT sha256, bytes, server_has FROM blob WHERE is_local = 1 ORDER BY sha256')
    .all() as LocalBlob[];
  const brokenDocuments = await findBroken(context, blobs);
  const stray = await findStrays(context);
  return {
    isHealthy: databaseProblems.length === 0 && brokenDocuments.length === 0,
    schemaVersion: store.schemaVersion,
    databaseProblems,
    blobCount: blobs.length,
    blobBytes: blobs.reduce((sum, { bytes }) => sum + bytes, 0),
    missingBlobs: brokenDocuments.filter(({ damage }) => damage === 'missing').length,
    corruptBlobs: brokenDocuments.filter(({ damage }) => damage === 'damaged').length,
    brokenDocuments,
    strayBlobs: stray.count,
    strayBytes: stray.bytes,
    repaired: null,
    strangePolicy: strangePolicyFields(store.db),
    waitingCount: store.db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get() as number,
    checkedAt: clock.now(),
  };
}

/** Fields of the ENT's policy whose values could not be used: the usual ones hold instead, and its operator can mend them. */
function strangePolicyFields(db: Db): string[] {
  return db
    .prepare(
      `SELECT DISTINCT field.value FROM sync_state JOIN account ON account.dataset_id = sync_state.dataset_id,
         json_each(CASE WHEN json_valid(policy) THEN policy END, '$.strange_fields') AS field ORDER BY field.value`,
    )
    .pluck()
    .all() as string[];
}

/** Files of the vault that nothing names any more: harmless, and swept in time (sweep.ts). */
async function findStrays({ store, vault, clock }: DomainContext): Promise<{ count: number; bytes: number }> {
  const named = namedBlobs(store.db, clock.now());
  const originals = keptOriginals(store.db);
  const stray = { count: 0, bytes: 0 };
  for await (const { sha256, sizeBytes } of vault.files()) {
    if (named.has(sha256) || originals.has(sha256)) continue;
    stray.count += 1;
    stray.bytes += sizeBytes;
  }
  return stray;
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
