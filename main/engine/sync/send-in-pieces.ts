import {
  type OutgoingFile,
  PieceTooLarge,
  UploadMisplaced,
  UploadRefused,
  type UploadShape,
} from '../connectors/adapter-types.ts';
import type { Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { FIRST_CHUNK_BYTES, nextChunkBytes } from './chunk-size.ts';
import { Cuts } from './cuts.ts';
import type { SyncContext } from './sync-context.ts';
import { learnedBytes, learnTooLarge } from './sync-state.ts';

/** Of a piece, where the policy names no limit. */
const CHUNK_MIN_BYTES = 256 * 1024;
const CHUNK_MAX_BYTES = 16 * 1024 * 1024;
/** When not even this little is taken, it is not the size of the pieces. */
const PIECE_TAKEN_BYTES = 16 * 1024;
/** The code of a document of which not even a small piece is taken: it is not its size. */
export const PIECE_REFUSED = 'piece-refused';
/** Answers that send us elsewhere in the file without end are no progress. */
const MISPLACED_AT_MOST = 5;

/** An upload on its way, as it is kept between sessions. */
interface Upload {
  readonly shape: UploadShape;
  readonly url: string;
  readonly offset: number;
  readonly chunkBytes: number;
}

/** The shape in which an ENT takes pieces; null when it takes files whole only. */
export function uploadShapeOf({ capabilities }: Policy): UploadShape | null {
  if (capabilities.includes('resumable')) return 'resumable';
  return capabilities.includes('tus') ? 'tus' : null;
}

/**
 * Sends one document in pieces, from where the ENT has it: after a cut, a restart, or days.
 *
 * What the ENT has acknowledged is on disk before the next piece leaves, and is not sent again.
 * @param onBytes told how far the ENT has it, and whether that is further than before; the next piece waits for it, and what it throws ends the sending
 * @returns the ENT's code, or `PIECE_REFUSED`, when it refuses the document, else null
 */
export async function sendInPieces(
  context: SyncContext,
  session: ServerSession,
  policy: { readonly inForce: Policy },
  file: OutgoingFile,
  onBytes: Sending['onBytes'],
): Promise<string | null> {
  const shape = uploadShapeOf(policy.inForce);
  if (shape === null) throw new Error('this ENT takes no pieces');
  for (let isFirstTry = true; ; isFirstTry = false) {
    try {
      await sendAll(context, session, { shape, policy, file, onBytes });
      failpoint('upload-complete');
      forgetUpload(context, file.sha256);
      return null;
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error;
      forgetUpload(context, file.sha256);
      // Other bytes arrived than left: once more from the beginning, then it is the document.
      if (error.code !== 'corrupt' || !isFirstTry) return error.code;
    }
  }
}

interface Sending {
  readonly shape: UploadShape;
  /** Read before each piece: it may be another by then. */
  readonly policy: { readonly inForce: Policy };
  readonly file: OutgoingFile;
  onBytes(offset: number, isFurther: boolean): Promise<void>;
}

async function sendAll(context: SyncContext, session: ServerSession, sending: Sending): Promise<void> {
  const { file, policy, onBytes } = sending;
  const cuts = new Cuts();
  let misplaced = 0;
  // Where the ENT forgets an upload the same bytes go again: that is no progress.
  let furthest = readUpload(context, file.sha256)?.offset ?? 0;
  let upload = await resume(context, session, sending);
  let cutAt = upload.offset;
  // On a line that breaks, a cut takes at most a twentieth of what passed since the one before.
  let mostBytes = Number.POSITIVE_INFINITY;
  while (upload.offset < file.sizeBytes) {
    const limits = chunkLimits(policy.inForce, learnedBytes(context, 'piece'));
    const from = upload.offset;
    const to = Math.min(
      file.sizeBytes,
      from + Math.min(Math.max(upload.chunkBytes, limits.min), mostBytes, limits.max),
    );
    const startedAt = context.clock.now();
    try {
      const offset = await session.appendUpload(upload.shape, upload.url, file, { from, to });
      // It stands still, or is past what was sent: another question's answer, or an ENT that must not be asked for ever.
      if (offset <= from || offset > to) throw new UploadMisplaced(null);
      const took = { sentBytes: to - from, tookMs: context.clock.now() - startedAt };
      upload = { ...upload, offset, chunkBytes: nextChunkBytes(upload.chunkBytes, took, limits) };
      if (offset > furthest) cuts.progressed();
    } catch (error) {
      if (error instanceof PieceTooLarge) learnPieceLimit(context, policy.inForce, to - from);
      else if (error instanceof UploadMisplaced) {
        if (misplaced++ >= MISPLACED_AT_MOST) throw new CartableError('ent/not-an-ent', {}, 'later');
        upload = await moved(context, session, sending, { upload, offset: error.offset });
      } else {
        cuts.meet(error);
        const cut = { sentBytes: to - from, tookMs: Number.POSITIVE_INFINITY };
        const chunkBytes = nextChunkBytes(upload.chunkBytes, cut, limits);
        upload = await moved(context, session, sending, { upload: { ...upload, chunkBytes }, offset: null });
        if (upload.offset > furthest) cuts.progressed();
        mostBytes = Math.max(limits.min, Math.min(limits.max, Math.floor((upload.offset - cutAt) / 20)));
        cutAt = upload.offset;
      }
    }
    failpoint('piece-stored');
    saveUpload(context, file.sha256, upload);
    const isFurther = upload.offset > furthest;
    furthest = Math.max(furthest, upload.offset);
    await onBytes(upload.offset, isFurther);
  }
}

/** The upload that was begun earlier, if the ENT still knows it; else a new one. */
async function resume(context: SyncContext, session: ServerSession, sending: Sending): Promise<Upload> {
  const { sha256 } = sending.file;
  const kept = readUpload(context, sha256);
  // An ENT that has changed its ways is asked anew.
  if (kept?.shape === sending.shape) return moved(context, session, sending, { upload: kept, offset: null });
  const { shape, file } = sending;
  const url = await session.beginUpload(shape, file);
  failpoint('upload-begun');
  const upload = { shape, url, offset: 0, chunkBytes: FIRST_CHUNK_BYTES };
  saveUpload(context, sha256, upload);
  return upload;
}

/** The upload where the ENT has it. `offset` null: it is asked. */
async function moved(
  context: SyncContext,
  session: ServerSession,
  sending: Sending,
  { upload, offset }: { upload: Upload; offset: number | null },
): Promise<Upload> {
  const known = offset ?? (await session.uploadOffset(upload.shape, upload.url));
  if (known !== null && known <= sending.file.sizeBytes) return { ...upload, offset: known };
  forgetUpload(context, sending.file.sha256);
  return resume(context, session, sending);
}

/** @throws UploadRefused when not even a piece is taken than which the ENT takes none smaller */
function learnPieceLimit(context: SyncContext, { limits }: Policy, bytes: number): void {
  if (bytes <= Math.max(PIECE_TAKEN_BYTES, limits.chunk_min_bytes ?? 0))
    throw new UploadRefused(PIECE_REFUSED);
  learnTooLarge(context, 'piece', bytes);
}

/** The policy's, and what a proxy before the ENT that takes less has taught. */
function chunkLimits({ limits }: Policy, mostBytes: number): { readonly min: number; readonly max: number } {
  const max = Math.min(limits.chunk_max_bytes ?? CHUNK_MAX_BYTES, mostBytes);
  return { min: Math.min(limits.chunk_min_bytes ?? CHUNK_MIN_BYTES, max), max };
}

function readUpload({ store }: SyncContext, sha256: string): Upload | undefined {
  return store.db
    .prepare(
      'SELECT shape, url, acked_offset AS "offset", chunk_bytes AS chunkBytes FROM upload WHERE sha256 = ?',
    )
    .get(sha256) as Upload | undefined;
}

function saveUpload({ store, clock }: SyncContext, sha256: string, upload: Upload): void {
  const { shape, url, offset, chunkBytes } = upload;
  store.write(() =>
    store.db
      .prepare(
        `INSERT OR REPLACE INTO upload (sha256, shape, url, acked_offset, chunk_bytes, updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(sha256, shape, url, offset, chunkBytes, clock.now()),
  );
}

/** The next sending of the document begins anew. */
export function forgetUpload({ store }: SyncContext, sha256: string): void {
  store.write(() => store.db.prepare('DELETE FROM upload WHERE sha256 = ?').run(sha256));
}
