import { readdirSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DomainContext } from '../context.ts';
import { hashFile } from '../platform/whole-files.ts';
import type { Db } from '../store/store.ts';
import { forgetCopy, readCopies, type WorkingCopy } from './repository.ts';

/** A week: whoever has left a file open in a program over a week-end still saves into the folder that it was opened from. */
const KEPT_MS = 7 * 86_400_000;

/** Removes what was opened long ago, is as it was taken back, and lies in its folder alone: programs put their locks and drafts beside it. */
export async function cleanUp(context: DomainContext, root: string): Promise<void> {
  const { db } = context.store;
  removeUnnamed(db, root);
  const before = context.clock.now() - KEPT_MS;
  for (const copy of readCopies(db)) {
    if (copy.usedAt > before || !(await isAsTaken(root, copy))) continue;
    context.store.write(() => forgetCopy(db, copy.id));
  }
  removeUnnamed(db, root);
}

/** Removes folders that no row names: of an erased lesson, or of an opening that was cut. */
export function removeUnnamed(db: Db, root: string): void {
  const named = new Set(readCopies(db).map(({ id }) => id));
  let ids: string[] = [];
  try {
    ids = readdirSync(root);
  } catch {
    // Nothing was ever opened.
  }
  for (const id of ids) if (!named.has(id)) rmSync(join(root, id), { recursive: true, force: true });
}

async function isAsTaken(root: string, { id, name, takenSha256 }: WorkingCopy): Promise<boolean> {
  const names = await readdir(join(root, id)).catch(() => []);
  if (names.length === 0) return true;
  if (names.length > 1 || names[0] !== name) return false;
  return (await hashFile(join(root, id, name)).catch(() => null))?.sha256 === takenSha256;
}
