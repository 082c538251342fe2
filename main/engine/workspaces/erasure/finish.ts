import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { OPENED_FOLDER, PAGES_FOLDER } from '../../host-contract.ts';
import type { EngineLog } from '../../log.ts';
import { removeUnnamed } from '../../opened/clean-up.ts';
import { backUpBeside } from '../../store/migrate.ts';
import { toStorageError } from '../../store/sqlite-errors.ts';
import type { Db } from '../../store/store.ts';
import { backUpsIn, setAsideFolders } from './counting.ts';
import type { Erasable } from './erasable.ts';

/** Finishes erasures that were cut, when an account is opened. A disk that is still full keeps none from opening: the next time, then. */
export async function finishErasures(workspace: Erasable, log: EngineLog): Promise<void> {
  const { store } = workspace;
  if (store.isReadOnly) return;
  const unfinished = store.db.prepare('SELECT id FROM erasure WHERE finished_at IS NULL').pluck().all();
  try {
    for (const id of unfinished as string[]) await finishErasure(workspace, id);
  } catch (error) {
    log.bug(error);
  }
}

/**
 * Removes from the disk what the database has let go of: documents, pages to print, and every trace in the database's own file.
 *
 * Each step can be done again. Earlier automatic copies go last, once a checked one has taken their place.
 * @throws CartableError `store/disk-full`; what is left is done at the next opening
 */
export async function finishErasure(workspace: Erasable, erasureId: string): Promise<void> {
  const { store, directory, domain } = workspace;
  const { db } = store;
  removeFiles(workspace, remainingOf(workspace, erasureId));
  rmSync(join(directory, PAGES_FOLDER), { recursive: true, force: true });
  removeUnnamed(db, join(directory, OPENED_FOLDER));
  await domain.undisturbed(async () => {
    store.write(() => {
      // Its segments keep deleted words until they are merged.
      db.exec("INSERT INTO search_index (search_index) VALUES ('rebuild')");
    });
    compact(db);
    const earlier = backUpsIn(directory);
    await backUpBeside(db, store.path, domain.clock);
    for (const path of earlier) rmSync(path, { force: true });
  });
  for (const path of setAsideFolders(directory)) rmSync(path, { recursive: true, force: true });
  store.write(() =>
    db
      .prepare("UPDATE erasure SET finished_at = ?, remaining = '[]' WHERE id = ?")
      .run(domain.clock.now(), erasureId),
  );
}

/** Pages that nothing uses any more still hold what was on them, and so does the journal. */
function compact(db: Db): void {
  try {
    db.exec('VACUUM');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    throw toStorageError(error);
  }
}

function remainingOf({ store }: Erasable, erasureId: string): string[] {
  const text = store.db.prepare('SELECT remaining FROM erasure WHERE id = ?').pluck().get(erasureId);
  return JSON.parse(text as string) as string[];
}

/** One that came back meanwhile, because somebody uses the same bytes, stays. */
function removeFiles({ store, domain }: Erasable, hashes: readonly string[]): void {
  const { vault } = domain;
  const isUsed = store.db.prepare('SELECT 1 FROM blob WHERE sha256 = ?');
  const gone = hashes.filter((sha256) => isUsed.get(sha256) === undefined);
  for (const sha256 of gone) {
    vault.remove(sha256);
    rmSync(join(vault.directory, 'damaged', sha256), { force: true });
    rmSync(join(vault.directory, 'partial', sha256.slice(2)), { force: true });
  }
}
