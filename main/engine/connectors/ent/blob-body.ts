import { createReadStream } from 'node:fs';
import { CartableError } from '../../platform/cartable-error.ts';
import type { HttpBody } from '../../platform/http.ts';
import { FRAME_HEAD_BYTES, frameHead } from './frames.ts';

/** A file whose size and hash are known, where it lies. */
export interface BlobFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly path: string;
}

/** A file as a body, read as it is sent. */
export function fileBody(file: BlobFile): HttpBody {
  return { sizeBytes: file.sizeBytes, chunks: () => readFile(file) };
}

/** Several files as one body of frames; one file is open at a time. */
export function bundleBody(files: readonly BlobFile[]): HttpBody {
  return {
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + FRAME_HEAD_BYTES + sizeBytes, 0),
    async *chunks() {
      for (const file of files) {
        yield frameHead(file.sha256, file.sizeBytes);
        yield* readFile(file);
      }
    },
  };
}

/**
 * Reads exactly the size announced: one byte more or less would shift all that follows on the wire.
 *
 * @throws CartableError `vault/blob-missing`, `vault/blob-corrupt`
 */
async function* readFile({ path, sizeBytes }: BlobFile): AsyncGenerator<Uint8Array> {
  let readBytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      readBytes += (chunk as Buffer).byteLength;
      if (readBytes > sizeBytes) break;
      yield chunk as Buffer;
    }
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    throw new CartableError(isMissing ? 'vault/blob-missing' : 'vault/blob-corrupt', {}, 'later');
  }
  if (readBytes !== sizeBytes) throw new CartableError('vault/blob-corrupt', {}, 'later');
}
