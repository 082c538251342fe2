import type { BlobPart, RangeSink } from '../connectors/adapter-types.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { nameByBytes, placeOf } from '../store/document-places.ts';
import type { PartialBlob } from '../vault/vault.ts';
import { type DocumentTurns, TurnOver } from './between-documents.ts';
import { Cuts } from './cuts.ts';
import type { SyncContext } from './sync-context.ts';

/** Answers to one document in a session, of a server that sends a part at a time: the next session goes on. */
const PARTS_AT_MOST = 200;

/** What is told, and asked, while a document comes. */
interface Receiving {
  /** Told of bytes as they come, and whether more of it is here than ever before. */
  onBytes(sizeBytes: number, isFurther: boolean): void;
  readonly turns: DocumentTurns;
}

/** How a document that was asked for has come, or why it could not be had. */
export type LargeOutcome =
  | { readonly state: 'received'; readonly sha256: string }
  | { readonly state: 'missing' | 'corrupt' };

/**
 * Receives one document that is too large to be worth losing: from where the last go ended, over cuts and restarts.
 *
 * One of a server that names documents by their place takes the name of its bytes; its size is all that is known before.
 * @throws HoursOver in the middle of it too: what came is kept
 */
export async function receiveLarge(
  context: SyncContext,
  session: ServerSession,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
  receiving: Receiving,
): Promise<LargeOutcome> {
  const blob = await context.vault.continueBlob(sha256);
  let isKept = true;
  const place = session.namesDocumentsByBytes ? null : placeOf(context.store.db, sha256);
  try {
    if (blob.sizeBytes > bytes) await blob.restart();
    if (!(await fetchRest(session, { sha256, bytes, place, blob, ...receiving }))) {
      isKept = false;
      return { state: 'missing' };
    }
    isKept = false;
    if (place === null) {
      await blob.commit(sha256);
      failpoint('large-whole');
      return { state: 'received', sha256 };
    }
    if (blob.sizeBytes !== bytes) {
      await blob.abandon();
      return { state: 'corrupt' };
    }
    const named = await blob.commit();
    failpoint('large-whole');
    context.store.write(() => nameByBytes(context.store.db, { name: sha256, sha256: named.sha256 }));
    return { state: 'received', sha256: named.sha256 };
  } catch (error) {
    if (!hasCode(error, 'vault/blob-corrupt')) throw error;
    isKept = false;
    return { state: 'corrupt' };
  } finally {
    if (isKept) await blob.keep();
    else await blob.abandon();
  }
}

interface Fetching extends Receiving {
  readonly sha256: string;
  readonly bytes: number;
  readonly place: string | null;
  readonly blob: PartialBlob;
}

/** False when the ENT lacks it. @throws CartableError `vault/blob-corrupt` at the first byte too many */
async function fetchRest(session: ServerSession, given: Fetching): Promise<boolean> {
  const { sha256, bytes, place, blob, turns } = given;
  const cuts = new Cuts();
  // Where ranges are not honoured the same bytes come again: that is no progress.
  let furthest = blob.sizeBytes;
  let parts = 0;
  while (blob.sizeBytes < bytes) {
    try {
      const sink = new LargeSink(given, furthest);
      const isThere = await session.fetchBlob(sha256, blob.sizeBytes, sink, place);
      if (!isThere) return false;
      // A whole answer that is too short: its hash will tell. After a part of it, the rest is asked for.
      if (sink.part === null) return true;
      furthest = Math.max(furthest, blob.sizeBytes);
      parts += 1;
      if (parts === PARTS_AT_MOST && blob.sizeBytes < bytes)
        throw new CartableError('ent/not-an-ent', {}, 'later');
    } catch (error) {
      if (blob.sizeBytes > furthest) cuts.progressed();
      furthest = Math.max(furthest, blob.sizeBytes);
      if (error instanceof TurnOver) await turns.between();
      else cuts.meet(error);
    }
  }
  return true;
}

/** Where one answer goes: onto what is here already. */
class LargeSink implements RangeSink {
  part: BlobPart | null = null;
  readonly #given: Fetching;
  readonly #furthest: number;

  constructor(given: Fetching, furthest: number) {
    this.#given = given;
    this.#furthest = furthest;
  }

  /** @throws CartableError `ent/not-an-ent` for a part of a document of another size */
  async begin(fromBytes: number, part: BlobPart | null): Promise<void> {
    const { blob, bytes } = this.#given;
    this.part = part;
    const isOfAnother = part !== null && (part.totalBytes ?? bytes) !== bytes;
    if (isOfAnother) throw new CartableError('ent/not-an-ent', {}, 'later');
    if (fromBytes === 0 && blob.sizeBytes > 0) await blob.restart();
  }

  async write(chunk: Uint8Array): Promise<void> {
    const { blob, bytes, turns, onBytes } = this.#given;
    // There might be no end of them.
    if (blob.sizeBytes + chunk.byteLength > bytes) throw new CartableError('vault/blob-corrupt');
    await blob.write(chunk);
    failpoint('large-half-received');
    onBytes(chunk.byteLength, blob.sizeBytes > this.#furthest);
    if (blob.sizeBytes < bytes && turns.isOver()) throw new TurnOver();
  }
}
