import type { EntParts } from '../parts.ts';
import { type FileOrder, orderFiles } from './copy-files.ts';
import { DemoRecords, type FilesByOwner, type KeptFile } from './demo-records.ts';
import { inventSchool } from './demo-school.ts';
import { TEACHER } from './teacher.ts';

/** Two photographs at a time: sharp's own threads keep both cores busy, and memory stays below 200 MB. */
const HANDS_AT_WORK = 2;

/**
 * Fills an empty server with a believable lycée.
 *
 * Documents are made and kept first, then account and records are entered in one transaction: a start that is cut
 * leaves nothing behind but blobs that the next one finds again.
 */
export async function seedDemo(
  parts: EntParts,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const { accounts, blobs, clock, feed, store } = parts;
  const now = clock.now();
  const school = inventSchool(now);
  const files = await makeFiles(parts, orderFiles(school), onProgress);
  const enterAccount = await accounts.prepare(TEACHER.login, TEACHER.password, TEACHER.displayName);
  store.write(() => {
    const account = enterAccount();
    for (const { sha256, bytes } of [...files.values()].flat()) {
      blobs.grantReading(account.account_id, { sha256, sizeBytes: bytes, now });
    }
    const teacher = { id: account.account_id, name: account.display_name };
    for (const write of new DemoRecords(school, files, teacher).list()) feed.put(account, write);
  });
}

async function makeFiles(
  { blobs }: EntParts,
  orders: readonly FileOrder[],
  onProgress: (done: number, total: number) => void,
): Promise<FilesByOwner> {
  const files = new Map<string, readonly KeptFile[]>();
  const waiting = [...orders];
  const work = async () => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      const kept: KeptFile[] = [];
      for (const { name, mediaType, bytes } of await order.make()) {
        kept.push({ name, sha256: await blobs.keepBytes(bytes), bytes: bytes.length, media_type: mediaType });
      }
      files.set(order.owner, kept);
      onProgress(files.size, orders.length);
    }
  };
  await Promise.all(Array.from({ length: HANDS_AT_WORK }, work));
  return files;
}
