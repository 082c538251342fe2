import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import got from 'got';
import { timed } from './timed.ts';

/** What is copied, both ways. */
export interface PlainLoad {
  readonly files: readonly Uint8Array[];
  /** Each copy is on the disk before the next one begins, as a document of ours must be before it is named. */
  readonly isFlushed: boolean;
}

/**
 * Streams every file down, then up, by `got`, one after the other over a kept connection: no hash, no database.
 *
 * @returns milliseconds
 */
export async function copyPlainly(parent: string, { files, isFlushed }: PlainLoad): Promise<number> {
  const folder = join(parent, `plain-${isFlushed}`);
  for (const name of ['there', 'here']) await mkdir(join(folder, name), { recursive: true });
  for (const [index, bytes] of files.entries())
    await writeFile(join(folder, 'there', `down-${index}`), bytes);
  const child = fork(fileURLToPath(new URL('plain-server.ts', import.meta.url)), [join(folder, 'there')]);
  try {
    const [port] = (await once(child, 'message')) as [number];
    const url = `http://127.0.0.1:${port}`;
    const client = got.extend({ retry: { limit: 0 } });
    return await timed(async () => {
      for (const index of files.keys()) {
        const target = createWriteStream(join(folder, 'here', `${index}`), { flush: isFlushed });
        await pipeline(client.stream(`${url}/down-${index}`), target);
      }
      for (const [index, { byteLength }] of files.entries())
        await client.put(`${url}/up-${index}${isFlushed ? '?flush' : ''}`, {
          body: createReadStream(join(folder, 'here', `${index}`)),
          headers: { 'content-length': String(byteLength) },
        });
    });
  } finally {
    child.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}
