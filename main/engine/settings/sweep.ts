import type { DomainContext } from '../context.ts';
import { keptOriginals, namedBlobs } from '../store/named-blobs.ts';
import type { Db } from '../store/store.ts';
import { readSettings } from './stored-settings.ts';

/** What a sweep has removed. */
export interface Swept {
  /** Originals whose renditions have been at the ENT for long enough. */
  readonly originals: number;
  /** Documents that nothing named any more. */
  readonly strays: number;
  readonly bytes: number;
}

export interface SweepOptions {
  /** False while files come in: nothing is removed then. Asked before each handful. */
  isQuiet(): boolean;
  /** Files removed at most; the rest waits for the next sweep. */
  readonly limit?: number;
}

const DAY_MS = 86_400_000;
/** What is younger may be about to be named. */
const GRACE_MS = DAY_MS;
const LIMIT = 1000;
/** Removed in one turn, in which nothing else can happen; short enough for nobody to notice. */
const HANDFUL = 25;

/**
 * Removes from the vault what has served: originals after `keepOriginalsDays`, and documents that nothing names.
 *
 * Of each, the row first, then the file: a kill between the two leaves a file without a row, which the next sweep
 * removes. What is looked up and what is removed lie in one turn, so that nobody can name a document in between.
 */
export async function sweepVault(context: DomainContext, options: SweepOptions): Promise<Swept> {
  const { isQuiet, limit = LIMIT } = options;
  const swept = { originals: 0, strays: 0, bytes: 0 };
  if (context.store.isReadOnly) return swept;
  const files: string[] = [];
  for await (const { sha256, writtenAt } of context.vault.files())
    if (writtenAt < context.clock.now() - GRACE_MS) files.push(sha256);
  while (swept.originals + swept.strays < limit && isQuiet()) {
    const removable = findRemovable(context, files).slice(0, HANDFUL);
    if (removable.length === 0) break;
    forgetRows(context, removable);
    for (const { sha256, isOriginal } of removable) {
      swept.bytes += context.vault.remove(sha256);
      swept[isOriginal ? 'originals' : 'strays'] += 1;
      // One that the system does not let go of is tried again at the next sweep, not in this one.
      files.splice(files.indexOf(sha256), 1);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return swept;
}

interface Removable {
  readonly sha256: string;
  readonly isOriginal: boolean;
}

function findRemovable({ store, clock, policies }: DomainContext, files: readonly string[]): Removable[] {
  const { db } = store;
  const now = clock.now();
  const named = namedBlobs(db, now);
  const originals = keptOriginals(db);
  const needed = neededOriginals(db, now - readSettings(db, policies).keepOriginalsDays * DAY_MS);
  const createdAt = db.prepare('SELECT created_at FROM blob WHERE sha256 = ?').pluck();
  return files.flatMap((sha256) => {
    if (named.has(sha256) || needed.has(sha256)) return [];
    const at = createdAt.get(sha256) as number | undefined;
    return at !== undefined && at > now - GRACE_MS ? [] : [{ sha256, isOriginal: originals.has(sha256) }];
  });
}

/**
 * Originals that stay: a rendition of theirs is not at the ENT or waits to be hung on something there, or was brought,
 * hung on something or taken in there after `keptAfter`.
 *
 * When the bytes reached the ENT is not written down; the answer to the edit that they hang on came after that.
 */
function neededOriginals(db: Db, keptAfter: number): Set<string> {
  const needed = db
    .prepare(
      `WITH recent (document_id) AS (
         SELECT document_id FROM resource WHERE added_at > :keptAfter
         UNION SELECT document_id FROM feedback WHERE added_at > :keptAfter
         UNION SELECT document_id FROM resource JOIN outbox_done ON entity = 'resource' AND entity_id = resource.id
         WHERE answered_at > :keptAfter
         UNION SELECT document_id FROM feedback JOIN outbox_done ON entity = 'feedback' AND entity_id = feedback.id
         WHERE answered_at > :keptAfter)
       SELECT original_sha256 FROM document JOIN blob sent ON sent.sha256 = sent_sha256
       WHERE sent.server_has = 0 OR document.added_at > :keptAfter
         OR sent_sha256 IN (SELECT sha256 FROM op_blob)
         OR document.id IN (SELECT document_id FROM recent WHERE document_id IS NOT NULL)`,
    )
    .pluck()
    .all({ keptAfter }) as string[];
  return new Set(needed);
}

/** An original keeps its row, which its document names; of the others nothing stays, nor of what was made of them. */
function forgetRows({ store }: DomainContext, removable: readonly Removable[]): void {
  store.write(() => {
    const markAbsent = store.db.prepare('UPDATE blob SET is_local = 0 WHERE sha256 = ?');
    const forgetRendition = store.db.prepare('DELETE FROM rendition WHERE sha256 = ?');
    const forget = store.db.prepare('DELETE FROM blob WHERE sha256 = ?');
    for (const { sha256, isOriginal } of removable) {
      if (isOriginal) markAbsent.run(sha256);
      else {
        forgetRendition.run(sha256);
        forget.run(sha256);
      }
    }
  });
}
