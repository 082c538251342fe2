import type { BrokenDocument } from '../../../preload/contract/settings.ts';
import type { DomainContext } from '../context.ts';
import { namedBlobs } from '../store/named-blobs.ts';
import type { Db } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';

/** A document that should be here, whole. */
export interface LocalBlob {
  readonly sha256: string;
  readonly bytes: number;
  readonly server_has: 0 | 1;
}

/** Reads every document that should be here, and tells which are not what they were, where they hang and what helps. */
export async function findBroken(
  { store, vault, clock }: DomainContext,
  blobs: readonly LocalBlob[],
): Promise<BrokenDocument[]> {
  const broken: { blob: LocalBlob; damage: BrokenDocument['damage'] }[] = [];
  for (const blob of blobs) {
    if (!vault.has(blob.sha256)) broken.push({ blob, damage: 'missing' });
    else if (!(await isReadable(vault, blob.sha256))) broken.push({ blob, damage: 'damaged' });
  }
  if (broken.length === 0) return [];
  const named = namedBlobs(store.db, clock.now());
  const lost = new Set(broken.map(({ blob }) => blob.sha256));
  return broken.map(({ blob, damage }) => {
    const uses = usesOf(store.db, blob.sha256);
    const remedy = remedyFor(store.db, blob, { isNamed: named.has(blob.sha256), uses, lost });
    const name = uses[0]?.name ?? libraryName(store.db, blob.sha256);
    const usedIn = uses.map(({ kind, id, label }) => ({ kind, id, label }));
    return { sha256: blob.sha256, name, sizeBytes: blob.bytes, damage, remedy, usedIn };
  });
}

/** A file that the disk no longer gives back is as damaged as one with other bytes. */
function isReadable(vault: Vault, sha256: string): Promise<boolean> {
  return vault.isIntact(sha256).catch(() => false);
}

function remedyFor(
  db: Db,
  { sha256, server_has }: LocalBlob,
  facts: { isNamed: boolean; uses: readonly UseRow[]; lost: ReadonlySet<string> },
): BrokenDocument['remedy'] {
  const isFetched = facts.uses.some(({ isOriginal }) => isOriginal === 0);
  if (server_has === 1 && isFetched) return 'fetch';
  const originals = db
    .prepare("SELECT original_sha256 FROM document WHERE sent_sha256 = ? AND outcome = 'optimised'")
    .pluck()
    .all(sha256) as string[];
  if (originals.some((original) => original !== sha256 && !facts.lost.has(original))) return 'remake';
  return facts.isNamed && server_has === 0 ? 'none' : 'forget';
}

interface UseRow {
  readonly name: string;
  readonly kind: BrokenDocument['usedIn'][number]['kind'];
  readonly id: string;
  readonly label: string;
  readonly isOriginal: 0 | 1;
}

/** What a document hangs on, as itself or as the original of what hangs there. */
function usesOf(db: Db, sha256: string): UseRow[] {
  return db
    .prepare(
      `WITH hanging (sha256, isOriginal) AS (
         SELECT :sha256, 0 UNION
         SELECT sent_sha256, 1 FROM document WHERE original_sha256 = :sha256 AND sent_sha256 <> :sha256)
       SELECT resource.name, 'lesson' AS kind, lesson.id, lesson.title AS label, isOriginal
       FROM hanging JOIN resource USING (sha256) JOIN lesson ON lesson.id = lesson_id
       WHERE resource.removed_at IS NULL AND lesson.removed_at IS NULL
       UNION ALL
       SELECT feedback.name, 'feedback', submission.id, first_name || ' ' || last_name, isOriginal
       FROM hanging JOIN feedback USING (sha256) JOIN submission ON submission.id = submission_id
         JOIN student ON student.id = student_id
       WHERE feedback.removed_at IS NULL
       UNION ALL
       SELECT submission_file.name, 'submission', submission.id, first_name || ' ' || last_name, isOriginal
       FROM hanging JOIN submission_file USING (sha256) JOIN submission ON submission.id = submission_id
         JOIN student ON student.id = student_id
       UNION ALL
       SELECT collected_file.name, 'submission', submission.id, first_name || ' ' || last_name, isOriginal
       FROM hanging JOIN collected_file USING (sha256) JOIN submission ON submission.id = submission_id
         JOIN student ON student.id = student_id
       WHERE collected_file.removed_at IS NULL
       ORDER BY isOriginal, kind, label`,
    )
    .all({ sha256 }) as UseRow[];
}

function libraryName(db: Db, sha256: string): string {
  const name = db
    .prepare(
      `SELECT CASE WHEN sent_sha256 = :sha256 THEN name ELSE original_name END FROM document
       WHERE sent_sha256 = :sha256 OR original_sha256 = :sha256 ORDER BY added_at DESC LIMIT 1`,
    )
    .pluck()
    .get({ sha256 }) as string | undefined;
  return name ?? '';
}
