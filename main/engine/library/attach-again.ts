import type { AttachAgain } from '../../../preload/contract/library.ts';
import type { DomainContext } from '../context.ts';
import { type AttachedTable, OWNER_COLUMN, requireAttached } from './attached-files.ts';
import { replaceBytes } from './replace-unsent.ts';

/**
 * Puts a file in the place of one that could not be sent: the same file once more, or a lighter one.
 *
 * Wherever the very same bytes hang and are kept from the ENT, they are replaced: a document of four classes vanished once.
 * @returns how many places wait again; none where they have left meanwhile
 * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`; or the signal's reason
 */
export async function attachAgain(
  context: DomainContext,
  { kind, attachedId, path }: AttachAgain,
  signal?: AbortSignal,
): Promise<{ placeCount: number }> {
  const { sha256 } = requireAttached(context, kind, attachedId);
  const document = await context.importDocument(path, signal);
  const placeCount = context.store.write(() => {
    const places = heldPlaces(context, sha256);
    for (const { table, id } of places) replaceBytes(context, table, id, document);
    return places.length;
  });
  context.announce('library', 'lessons', 'grading');
  return { placeCount };
}

/** Where these bytes hang and wait for the teacher. */
function heldPlaces(context: DomainContext, sha256: string): { table: AttachedTable; id: string }[] {
  const tables = Object.keys(OWNER_COLUMN) as AttachedTable[];
  return tables.flatMap((table) => {
    const living = `SELECT id FROM ${table} WHERE sha256 = ? AND removed_at IS NULL ORDER BY added_at, id`;
    const ids = context.store.db.prepare(living).pluck().all(sha256) as string[];
    return ids.filter((id) => context.edits.stateOf(table, id) === 'refused').map((id) => ({ table, id }));
  });
}
