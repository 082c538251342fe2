import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { StoredBlob } from './vault.ts';

/**
 * Copies a file to a path where nothing is yet, and makes it survive a power cut; tells what was copied.
 *
 * The copy gets a mode of its own: a read-only original must not give a copy that cannot be renamed or replaced.
 * Failures are Node's: those of reading have `syscall` read or the source's path.
 */
export async function copyFlushed(source: string, target: string, mode = 0o666): Promise<StoredBlob> {
  const output = await open(target, 'wx', mode);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20 })) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      sizeBytes += bytes.byteLength;
      await output.writeFile(bytes);
    }
    await output.sync();
    return { sha256: hash.digest('hex'), sizeBytes };
  } finally {
    await output.close();
  }
}
