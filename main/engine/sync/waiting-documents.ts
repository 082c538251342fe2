import type { OutgoingFile } from '../connectors/adapter-types.ts';
import { BLOB_CHECK_MAX, type Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { deferredEdits } from './deferrals.ts';
import type { Travelling, Verdict } from './refused-documents.ts';
import { forgetUpload } from './send-in-pieces.ts';
import type { SyncContext } from './sync-context.ts';

/** The policy as the ENT last told it: read before each request, since any reply may have replaced it. */
export interface PolicyInForce {
  readonly inForce: Policy;
}

/** A document that a waiting edit names. */
export interface WaitingDocument extends OutgoingFile, Travelling {}

/** The documents of edits that may go now, which the ENT is not known to have. */
export function documentsToSend(context: SyncContext, held: ReadonlySet<string>): WaitingDocument[] {
  const rows = context.store.db
    .prepare(
      `SELECT op.op_id, blob.sha256, blob.bytes, blob.refused_times, blob.sessions_ended, json_extract(op.payload, '$.file.name') AS name FROM outbox_op op JOIN op_blob USING (op_id) JOIN blob USING (sha256)
       WHERE op.state = 'pending' AND blob.server_has = 0 ORDER BY op.seq`,
    )
    .all() as {
    op_id: string;
    sha256: string;
    bytes: number;
    refused_times: number;
    sessions_ended: number;
    name: string | null;
  }[];
  const deferred = deferredEdits(context);
  const going = Map.groupBy(
    rows.filter(({ op_id }) => !held.has(op_id) && !deferred.has(op_id)),
    ({ sha256 }) => sha256,
  );
  return [...going].map(([sha256, uses]) => ({
    sha256,
    refusedTimes: uses[0]?.refused_times ?? 0,
    sessionsEnded: uses[0]?.sessions_ended ?? 0,
    sizeBytes: uses[0]?.bytes ?? 0,
    path: context.vault.pathOf(sha256),
    names: [...new Set(uses.flatMap(({ name }) => name ?? []))],
  }));
}

/** Asks which of the documents the ENT lacks, and remembers that it has the others. */
export async function askMissing(
  context: SyncContext,
  session: ServerSession,
  blobs: readonly WaitingDocument[],
): Promise<WaitingDocument[]> {
  const missing: WaitingDocument[] = [];
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

/** Parks what is larger than anything that the ENT takes. @returns the rest */
export function parkTooLarge(
  context: SyncContext,
  blobs: readonly WaitingDocument[],
  limits: Policy['limits'],
): WaitingDocument[] {
  const isTooLarge = ({ sizeBytes }: WaitingDocument) => sizeBytes > limits.blob_bytes;
  for (const { sha256 } of blobs.filter(isTooLarge)) parkEditsOf(context, sha256, 'too-large');
  return blobs.filter((blob) => !isTooLarge(blob));
}

/** Whether sessions have ended at documents on their way up, or down, that are still to pass. */
export function suspectsOf({ store }: SyncContext): { readonly up: boolean; readonly down: boolean } {
  const has = (where: string) =>
    store.db.prepare(`SELECT 1 FROM blob WHERE sessions_ended > 0 AND ${where} LIMIT 1`).get() !== undefined;
  return { up: has('is_local = 1 AND server_has = 0'), down: has('is_local = 0') };
}

/** The sum of their bytes. */
export function bytesOf(blobs: readonly OutgoingFile[]): number {
  return blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** The ENT has them. */
export function markAtServer(context: SyncContext, blobs: readonly { readonly sha256: string }[]): void {
  context.store.write(() => {
    const mark = context.store.db.prepare(
      'UPDATE blob SET server_has = 1, refused_times = 0, sessions_ended = 0 WHERE sha256 = ?',
    );
    for (const { sha256 } of blobs) mark.run(sha256);
  });
}

/** An edit whose document cannot go is kept, shown with its reason, and does not hold the others back. */
export function parkEditsOf(context: SyncContext, sha256: string, code: string): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        "UPDATE outbox_op SET state = 'parked', last_code = ? WHERE state = 'pending' AND op_id IN (SELECT op_id FROM op_blob WHERE sha256 = ?)",
      )
      .run(code, sha256),
  );
}

/** Remembers what is held against a document; one that is refused for its own sake keeps its edits here. */
export function noteRefused(context: SyncContext, { sha256 }: WaitingDocument, verdict: Verdict): void {
  context.store.write(() => {
    rememberVerdict(context, sha256, verdict);
    if (!verdict.isItsOwn) return;
    // It may be the upload that is refused: the next one begins anew.
    if (verdict.isAnswered) forgetUpload(context, sha256);
    parkEditsOf(context, sha256, verdict.code);
  });
}

/** For the next sessions, which take it after the others and in smaller company. */
export function rememberVerdict(
  { store }: SyncContext,
  sha256: string,
  { refusedTimes, sessionsEnded }: Verdict,
): void {
  store.db
    .prepare('UPDATE blob SET refused_times = ?, sessions_ended = ? WHERE sha256 = ?')
    .run(refusedTimes, sessionsEnded, sha256);
}
