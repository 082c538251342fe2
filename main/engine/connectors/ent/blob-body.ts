import { createReadStream } from 'node:fs';
import { CartableError } from '../../platform/cartable-error.ts';
import type { HttpBody } from '../../platform/http.ts';
import type { Composition, OutgoingFile } from '../adapter-types.ts';
import { FRAME_HEAD_BYTES, frameHead } from './frames.ts';
import type { ComposeRequest } from './wire.ts';

/** Read at a time, on its way to the line. */
const READ_BYTES = 256 * 1024;

/** A file as a body, read as it is sent. */
export function fileBody(file: OutgoingFile): HttpBody {
  return { sizeBytes: file.sizeBytes, chunks: () => readFile(file) };
}

/** A file's bytes from `from` up to `to` as a body. */
export function pieceBody(file: OutgoingFile, { from, to }: { from: number; to: number }): HttpBody {
  return { sizeBytes: to - from, chunks: () => readFile({ path: file.path, sizeBytes: to - from }, from) };
}

/** Several files as one body of frames; of those that are still to be read, one is open at a time. */
export function bundleBody(files: readonly OutgoingFile[]): HttpBody {
  return {
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + FRAME_HEAD_BYTES + sizeBytes, 0),
    async *chunks() {
      for (const file of files) {
        yield frameHead(file.sha256, file.sizeBytes);
        yield* file.bytes === undefined ? readFile(file) : inPieces(file.bytes);
      }
    },
  };
}

/** As a file is read: the line is given no more at a time than it is from a disk. */
function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += READ_BYTES)
    yield bytes.subarray(start, start + READ_BYTES);
}

/** Files as the ENT is to put them together. */
export function composeJson(blobs: readonly Composition[]): ComposeRequest {
  const blobsJson = blobs.map(({ sha256, sizeBytes, parts }) => ({
    result: sha256,
    bytes: sizeBytes,
    parts: parts.map((part) =>
      'bytes' in part ? { bytes: Buffer.from(part.bytes).toString('base64') } : { sha256: part.sha256 },
    ),
  }));
  return { blobs: blobsJson };
}

/**
 * Reads exactly the size announced: one byte more or less would shift all that follows on the wire.
 *
 * @throws CartableError `vault/blob-missing`, `vault/blob-corrupt`
 */
async function* readFile(
  { path, sizeBytes }: Pick<OutgoingFile, 'path' | 'sizeBytes'>,
  from?: number,
): AsyncGenerator<Uint8Array> {
  const part = from === undefined ? {} : { start: from, end: from + sizeBytes - 1 };
  const options = { ...part, highWaterMark: READ_BYTES };
  let readBytes = 0;
  try {
    for await (const chunk of createReadStream(path, options)) {
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
