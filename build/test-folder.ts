import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Linux's file system in memory. */
const IN_MEMORY = '/dev/shm';

/** Far more than the tests of a stage hold at a time. */
const ROOM_BYTES = 3 * 1024 ** 3;

/**
 * Does something whose temporary files lie in memory, where the system has room for them: a test that opens a database of
 * its own waits longer for the disk to have it for good than for all that it proves. Nothing that a killed process
 * leaves behind depends on that; what a full or broken disk does has disks of its own (`tests/engine/small-disk.ts`).
 *
 * @param work is given the environment for the processes that it starts
 */
export async function withTestFolder<T>(
  work: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  if (!hasRoomInMemory()) return work({});
  const folder = mkdtempSync(join(IN_MEMORY, 'cartable-tests-'));
  // As /tmp is: a test may go on as another user.
  chmodSync(folder, 0o1777);
  try {
    return await work({ TMPDIR: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux' || process.availableMemory() < 2 * ROOM_BYTES) return false;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}
