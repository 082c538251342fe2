import type { BlobSink } from '../connectors/adapter-types.ts';
import { BLOB_CHECK_MAX } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { BlobWriter } from '../vault/vault.ts';
import { apartFromDocuments, type DocumentTurns, HoursOver, TurnOver } from './between-documents.ts';
import { type Company, companies, goesInParts, isLargeSuspect } from './company.ts';
import {
  documentsToReceive,
  type IncomingDocument,
  markReceived,
  noteFailure,
  noteRefused,
} from './incoming-documents.ts';
import { receiveLarge } from './receive-large.ts';
import { inTurns, RefusedDocuments } from './refused-documents.ts';
import type { TransferProgress } from './session-run.ts';
import { type Settled, Settling } from './settling.ts';
import type { SyncContext } from './sync-context.ts';
import { readPolicy, readState } from './sync-state.ts';

/** Bytes asked for in one request: a cut costs at most the blob in hand, a class of copies fits in one. */
const FETCH_BYTES = 256 * 1024 * 1024;

/**
 * Receives every document that the pulled rows name and the vault lacks, as few requests as fit.
 *
 * Each one enters the vault when it is whole and its hash is right; what arrived before a cut stays. One that the ENT has
 * lost, refuses, or sends with other bytes or more of them, is noted with its reason, and keeps none of the others away.
 * @param given.asked those that were asked for already in this session, and are not again; takes these in
 * @throws CartableError what the ENT answered when it refuses documents and it is not known which; the others have come
 */
export async function receiveDocuments(
  context: SyncContext,
  session: ServerSession,
  onProgress: TransferProgress,
  { turns, asked }: { readonly turns: DocumentTurns; readonly asked: Set<string> },
): Promise<void> {
  const wanted = documentsToReceive(context).filter(({ sha256 }) => !asked.has(sha256));
  for (const { sha256 } of wanted) asked.add(sha256);
  const bytesTotal = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = { documents: 0, bytes: 0, documentsTotal: wanted.length, bytesTotal };
  if (wanted.length === 0) return;
  onProgress({ ...progress });
  const refused = new RefusedDocuments<IncomingDocument>({
    canBeAsked: session.namesDocumentsByBytes,
    note: (document, verdict) => noteRefused(context, document, verdict),
  });
  const receiving: Receiving = {
    context,
    session,
    turns,
    refused,
    tooLong: new TooLongDocuments(),
    onBytes(sizeBytes, isWhole) {
      progress.bytes += sizeBytes;
      if (isWhole) {
        progress.documents += 1;
        refused.pass(1);
      }
      onProgress({ ...progress });
    },
  };
  try {
    const companyOf = companies();
    for (const turn of inTurns(wanted)) await receiveTurn(receiving, turn.documents, companyOf(turn));
  } catch (error) {
    if (error instanceof HoursOver) refused.breakOff();
    throw error;
  }
  await refused.settle(async (documents) => {
    await session.policy(readState(context)?.policy_etag ?? null);
    return documents;
  });
}

/** What the requests of one session have in common. */
interface Receiving {
  readonly context: SyncContext;
  readonly session: ServerSession;
  readonly turns: DocumentTurns;
  readonly refused: RefusedDocuments<IncomingDocument>;
  readonly tooLong: TooLongDocuments;
  onBytes(sizeBytes: number, isWhole: boolean): void;
}

/** Asks for documents of which alike is known: large ones one by one, the others as many together as may go. */
async function receiveTurn(
  receiving: Receiving,
  documents: readonly IncomingDocument[],
  company: Company,
): Promise<void> {
  const { context, session, refused, turns } = receiving;
  // What has no name of its own before it is here can only be asked for by itself.
  const isLarge = (document: IncomingDocument) =>
    !session.namesDocumentsByBytes ||
    document.bytes > largeFromBytes(context) ||
    isLargeSuspect(document, document.bytes);
  for (const document of documents.filter(isLarge)) await receiveAlone(receiving, document);
  let waiting = documents.filter((document) => !isLarge(document));
  while (waiting.length > 0) {
    const request = nextRequest(waiting, company.atMost);
    const [first] = request;
    waiting = waiting.slice(request.length);
    const before = refused.passed;
    if (request.length === 1 && first !== undefined && goesInParts(first, first.bytes))
      await receiveAlone(receiving, first);
    else await receiveTogether(receiving, request);
    company.met(refused.passed - before === request.length);
    await turns.between();
  }
}

/** Asks for one document that is too large to be worth losing, or that has no name of its own. */
async function receiveAlone(receiving: Receiving, document: IncomingDocument): Promise<void> {
  const { context, session, refused, turns } = receiving;
  if (!refused.mayAsk([document])) return;
  const onBytes = (sizeBytes: number, isFurther: boolean) => {
    if (isFurther) refused.progress(document);
    receiving.onBytes(sizeBytes, false);
  };
  const others = apartFromDocuments(() => turns.between());
  const outcome = await receiveLarge(context, session, document, {
    onBytes,
    turns: { ...turns, between: others.pass },
  }).catch((error) => {
    if (others.isOwn(error)) throw error;
    return { state: refused.meet(error, [document]) };
  });
  if (outcome.state === 'received') {
    markReceived(context, outcome.sha256);
    receiving.onBytes(0, true);
  } else if (outcome.state !== 'refused') noteFailure(context, document.sha256, outcome.state);
  await turns.between();
}

/**
 * Asks for documents in one request. One that comes longer than it was said to be ends it, and so does the end of the
 * documents' hours, between two of them: the rest is asked for anew. Where it is refused, each half is asked for.
 */
async function receiveTogether(receiving: Receiving, documents: readonly IncomingDocument[]): Promise<void> {
  const { context, session, turns, refused, tooLong } = receiving;
  let wanted = documents;
  let isRefused = false;
  while (wanted.length > 0 && !isRefused && refused.mayAsk(wanted)) {
    const sink = vaultSink(context, wanted, receiving);
    try {
      await session.fetchBlobs(
        wanted.map(({ sha256 }) => sha256),
        sink,
      );
      await sink.settled();
      // The reply came whole: what it left out, the ENT lacks.
      for (const { sha256 } of wanted) if (!sink.ended.has(sha256)) noteFailure(context, sha256, 'missing');
      return;
    } catch (error) {
      isRefused = !(error instanceof TooLong || error instanceof TurnOver);
      if (isRefused) refused.meet(error, wanted);
      await sink.settled();
      wanted = wanted.filter(({ sha256 }) => !sink.ended.has(sha256));
      if (error instanceof TurnOver) await turns.between();
      if (error instanceof TooLong) {
        noteFailure(context, error.sha256, 'corrupt');
        tooLong.meet();
        wanted = wanted.filter(({ sha256 }) => sha256 !== error.sha256);
      }
    } finally {
      await sink.abandon();
    }
  }
  if (!isRefused || documents.length === 1) return;
  const half = Math.ceil(wanted.length / 2);
  await receiveTogether(receiving, wanted.slice(0, half));
  await receiveTogether(receiving, wanted.slice(half));
}

/** The ENT sends more bytes than it had said: they are not taken, since there might be no end of them. */
class TooLong extends Error {
  override readonly name = 'TooLong';
  readonly sha256: string;

  constructor(sha256: string) {
    super('a document is longer than it was said to be');
    this.sha256 = sha256;
  }
}

/** Each one costs a request: an ENT that sends more of them than this is mistaken about all. */
const TOO_LONG_AT_MOST = 5;

class TooLongDocuments {
  #count = 0;

  /** @throws CartableError `ent/not-an-ent` when it was one too many for this session */
  meet(): void {
    this.#count += 1;
    if (this.#count > TOO_LONG_AT_MOST) throw new CartableError('ent/not-an-ent', {}, 'later');
  }
}

/** What does not fit a bundle on its way up is asked for alone, so that a cut in it loses nothing. */
function largeFromBytes(context: SyncContext): number {
  return readPolicy(context)?.limits.bundle_bytes ?? Number.POSITIVE_INFINITY;
}

/** Those that are asked for next, in one request. */
function nextRequest(waiting: readonly IncomingDocument[], atMost: number): readonly IncomingDocument[] {
  let bytes = 0;
  const most = Math.min(atMost, BLOB_CHECK_MAX);
  const end = waiting.findIndex((document, index) => {
    bytes += document.bytes;
    return index > 0 && (index >= most || bytes > FETCH_BYTES);
  });
  return end === -1 ? waiting : waiting.slice(0, end);
}

/** A sink that writes to the vault. `ended`: the blobs that came to their end; `abandon` drops the one in hand. */
function vaultSink(
  context: SyncContext,
  wanted: readonly IncomingDocument[],
  { onBytes, turns }: Pick<Receiving, 'onBytes' | 'turns'>,
): BlobSink & { readonly ended: ReadonlySet<string>; settled(): Promise<void>; abandon(): Promise<void> } {
  const ended = new Set<string>();
  const announced = new Map(wanted.map(({ sha256, bytes }) => [sha256, bytes]));
  const settling = new Settling(context.vault, (done) => settle(context, done, onBytes));
  let current: { sha256: string; writer: BlobWriter } | null = null;
  return {
    ended,
    async begin(sha256, sizeBytes) {
      // One that is shorter costs nothing more: its hash will tell.
      if (sizeBytes > (announced.get(sha256) ?? 0)) throw new TooLong(sha256);
      current = { sha256, writer: context.vault.startBlob() };
    },
    async write(chunk) {
      await current?.writer.write(chunk);
      failpoint('document-half-received');
      onBytes(chunk.byteLength, false);
    },
    async end() {
      if (current === null) return;
      const { sha256, writer } = current;
      current = null;
      ended.add(sha256);
      await settling.add(sha256, writer);
      if (ended.size < wanted.length && turns.isOthersTurn()) throw new TurnOver();
    },
    settled: () => settling.all(),
    async abandon() {
      // What arrived whole before a cut stays; a failure to keep it was told by `settled`, or comes after a cut's.
      await settling.all().catch(() => undefined);
      if (current === null) return;
      const { sha256, writer } = current;
      current = null;
      await writer.abandon();
      noteFailure(context, sha256, null);
    },
  };
}

/** Says in one transaction of a group that is on the disk what has become of each. */
function settle(context: SyncContext, done: readonly Settled[], onBytes: Receiving['onBytes']): void {
  context.store.write(() => {
    for (const { sha256, isRight } of done) {
      if (isRight) markReceived(context, sha256);
      else noteFailure(context, sha256, 'corrupt');
    }
  });
  for (const { isRight } of done) onBytes(0, isRight);
}
