import type { BlobSink } from '../connectors/adapter-types.ts';
import { BLOB_CHECK_MAX } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import type { BlobWriter } from '../vault/vault.ts';
import type { SyncContext } from './sync-context.ts';
import type { TransferProgress } from './uploads.ts';

/** Bytes asked for in one request: a cut costs at most the blob in hand, a class of copies fits in one. */
const FETCH_BYTES = 256 * 1024 * 1024;

interface IncomingDocument {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Receives every document that the pulled rows name and the vault lacks, as few requests as fit.
 *
 * Each one enters the vault when it is whole and its hash is right; what arrived before a cut stays.
 * @returns the number of documents received
 */
export async function receiveDocuments(
  context: SyncContext,
  session: ServerSession,
  onProgress: TransferProgress,
): Promise<number> {
  const wanted = documentsToReceive(context);
  const bytesTotal = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = { documents: 0, bytes: 0, documentsTotal: wanted.length, bytesTotal };
  if (wanted.length === 0) return 0;
  onProgress({ ...progress });
  for (const request of requestsFor(wanted)) {
    const sink = vaultSink(context, (sizeBytes, isWhole) => {
      progress.bytes += sizeBytes;
      if (isWhole) progress.documents += 1;
      onProgress({ ...progress });
    });
    try {
      await session.fetchBlobs(
        request.map(({ sha256 }) => sha256),
        sink,
      );
    } finally {
      await sink.abandon();
    }
  }
  return progress.documents;
}

function documentsToReceive(context: SyncContext): IncomingDocument[] {
  return context.store.db
    .prepare(
      `SELECT sha256, bytes FROM blob WHERE is_local = 0 AND sha256 IN
         (SELECT sha256 FROM submission_file UNION SELECT sha256 FROM resource WHERE removed_at IS NULL
          UNION SELECT sha256 FROM feedback WHERE removed_at IS NULL)
       ORDER BY bytes, sha256`,
    )
    .all() as IncomingDocument[];
}

function requestsFor(wanted: readonly IncomingDocument[]): IncomingDocument[][] {
  const requests: IncomingDocument[][] = [];
  let bytes = 0;
  for (const document of wanted) {
    const open = requests.at(-1);
    if (open === undefined || open.length >= BLOB_CHECK_MAX || bytes + document.bytes > FETCH_BYTES) {
      requests.push([document]);
      bytes = document.bytes;
    } else {
      open.push(document);
      bytes += document.bytes;
    }
  }
  return requests;
}

/** A sink that writes to the vault; `abandon` drops the blob in hand. */
function vaultSink(
  context: SyncContext,
  onBytes: (sizeBytes: number, isWhole: boolean) => void,
): BlobSink & { abandon(): Promise<void> } {
  let current: { sha256: string; writer: BlobWriter } | null = null;
  return {
    async begin(sha256) {
      current = { sha256, writer: await context.vault.startBlob() };
    },
    async write(chunk) {
      await current?.writer.write(chunk);
      onBytes(chunk.byteLength, false);
    },
    async end() {
      if (current === null) return;
      const { sha256, writer } = current;
      current = null;
      await writer.commit(sha256);
      context.store.write(() =>
        context.store.db.prepare('UPDATE blob SET is_local = 1, server_has = 1 WHERE sha256 = ?').run(sha256),
      );
      onBytes(0, true);
    },
    async abandon() {
      await current?.writer.abandon();
      current = null;
    },
  };
}
