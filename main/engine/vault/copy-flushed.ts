import { createReadStream } from 'node:fs';
import { intoNewFile } from '../platform/whole-files.ts';
import type { StoredBlob } from './vault.ts';

/**
 * Copies a file to a path where nothing is yet, and makes it survive a power cut; tells what was copied.
 *
 * The copy gets a mode of its own: a read-only original must not give a copy that cannot be renamed or replaced.
 * Failures are Node's: those of reading have `syscall` read or the source's path.
 */
export async function copyFlushed(source: string, target: string, mode = 0o666): Promise<StoredBlob> {
  return intoNewFile(target, mode, async (write) => {
    for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20 }))
      await write(chunk as Buffer);
  });
}
