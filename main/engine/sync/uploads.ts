import { BLOB_CHECK_MAX, type Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { planBundles } from './planner.ts';
import type { SyncContext } from './sync-context.ts';

/** A document to send, where it lies. */
interface OutgoingBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly path: string;
}

/** Told after each request: documents and bytes at the ENT so far, of all. */
export type TransferProgress = (done: {
  documents: number;
  bytes: number;
  documentsTotal: number;
  bytesTotal: number;
}) => void;

/**
 * Brings every document that a waiting edit names to the ENT: asks first, sends only what it lacks.
 *
 * @returns the number of documents sent
 */
export async function sendDocuments(
  context: SyncContext,
  session: ServerSession,
  limits: Policy['limits'],
  onProgress: TransferProgress,
): Promise<number> {
  const waiting = documentsToSend(context);
  if (waiting.length === 0) return 0;
  const missing = await askMissing(context, session, waiting);
  const total = {
    documentsTotal: missing.length,
    bytesTotal: missing.reduce((sum, blob) => sum + blob.sizeBytes, 0),
  };
  const done = { documents: 0, bytes: 0 };
  const advance = (blobs: readonly OutgoingBlob[]) => {
    done.documents += blobs.length;
    done.bytes += blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0);
    onProgress({ ...done, ...total });
  };
  onProgress({ ...done, ...total });
  const tooLarge = missing.filter((blob) => blob.sizeBytes > limits.blob_bytes);
  for (const blob of tooLarge) parkEditsOf(context, blob.sha256, 'too-large');
  const plan = planBundles(
    missing.filter((blob) => blob.sizeBytes <= limits.blob_bytes),
    { files: limits.bundle_files, bytes: limits.bundle_bytes },
  );
  for (const bundle of plan.bundles) {
    const refused = await session.putBundle(bundle);
    for (const [sha256, code] of refused) parkEditsOf(context, sha256, code);
    markAtServer(
      context,
      bundle.filter((blob) => !refused.has(blob.sha256)),
    );
    advance(bundle);
  }
  for (const blob of plan.alone) {
    const refusal = await session.putBlob(blob);
    if (refusal === null) markAtServer(context, [blob]);
    else parkEditsOf(context, blob.sha256, refusal);
    advance([blob]);
  }
  return missing.length - tooLarge.length;
}

function documentsToSend(context: SyncContext): OutgoingBlob[] {
  const rows = context.store.db
    .prepare(
      `SELECT DISTINCT blob.sha256, blob.bytes FROM outbox_op op JOIN op_blob USING (op_id) JOIN blob USING (sha256)
       WHERE op.state = 'pending' AND blob.server_has = 0 ORDER BY op.seq`,
    )
    .all() as { sha256: string; bytes: number }[];
  const there = rows.filter(({ sha256 }) => context.vault.has(sha256));
  for (const { sha256 } of rows) if (!context.vault.has(sha256)) parkEditsOf(context, sha256, 'blob-missing');
  return there.map(({ sha256, bytes }) => ({ sha256, sizeBytes: bytes, path: context.vault.pathOf(sha256) }));
}

async function askMissing(
  context: SyncContext,
  session: ServerSession,
  blobs: readonly OutgoingBlob[],
): Promise<OutgoingBlob[]> {
  const missing: OutgoingBlob[] = [];
  for (let start = 0; start < blobs.length; start += BLOB_CHECK_MAX) {
    const asked = blobs.slice(start, start + BLOB_CHECK_MAX);
    const lacked = new Set(await session.checkBlobs(asked));
    markAtServer(
      context,
      asked.filter((blob) => !lacked.has(blob.sha256)),
    );
    missing.push(...asked.filter((blob) => lacked.has(blob.sha256)));
  }
  return missing;
}

function markAtServer(context: SyncContext, blobs: readonly { readonly sha256: string }[]): void {
  context.store.write(() => {
    const mark = context.store.db.prepare('UPDATE blob SET server_has = 1 WHERE sha256 = ?');
    for (const { sha256 } of blobs) mark.run(sha256);
  });
}

/** An edit whose document cannot go is kept, shown with its reason, and does not hold the others back. */
function parkEditsOf(context: SyncContext, sha256: string, code: string): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        "UPDATE outbox_op SET state = 'parked', last_code = ? WHERE state = 'pending' AND op_id IN (SELECT op_id FROM op_blob WHERE sha256 = ?)",
      )
      .run(code, sha256),
  );
}
