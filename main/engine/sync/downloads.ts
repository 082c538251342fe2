import type { BlobSink } from '../connectors/adapter-types.ts';
import { BLOB_CHECK_MAX } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { BlobWriter, FlushedBlob } from '../vault/vault.ts';
import { type DocumentTurns, TurnOver } from './between-documents.ts';
import { receiveLarge } from './receive-large.ts';
import type { SyncContext } from './sync-context.ts';
import { readPolicy } from './sync-state.ts';
import type { TransferProgress } from './uploads.ts';

/** Bytes asked for in one request: a cut costs at most the blob in hand, a class of copies fits in one. */
const FETCH_BYTES = 256 * 1024 * 1024;

interface IncomingDocument {
  readonly sha256: string;
  readonly bytes: number;
}

/** A document that could not be had is asked for again in so many sessions, and from then on once a day. */
const PROMPT_RETRIES = 3;
const RETRY_INTERVAL_MS = 86_400_000;

/** Why one document could not be had, while the line and the ENT were well. */
type FetchFailure = 'corrupt' | 'missing';

/**
 * Receives every document that the pulled rows name and the vault lacks, as few requests as fit.
 *
 * Each one enters the vault when it is whole and its hash is right; what arrived before a cut stays. One that the ENT has
 * lost, or sends with other bytes or more of them, is noted with its reason, and keeps none of the others away.
 */
export async function receiveDocuments(
  context: SyncContext,
  session: ServerSession,
  onProgress: TransferProgress,
  turns: DocumentTurns,
): Promise<void> {
  const wanted = documentsToReceive(context);
  const bytesTotal = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = { documents: 0, bytes: 0, documentsTotal: wanted.length, bytesTotal };
  if (wanted.length === 0) return;
  onProgress({ ...progress });
  // What has no name of its own before it is here can only be asked for by itself.
  const isLarge = ({ bytes }: IncomingDocument) =>
    !session.namesDocumentsByBytes || bytes > largeFromBytes(context);
  for (const document of wanted.filter(isLarge)) {
    const onBytes = (sizeBytes: number) => {
      progress.bytes += sizeBytes;
      onProgress({ ...progress });
    };
    const outcome = await receiveLarge(context, session, document, { onBytes, turns });
    if (outcome.state === 'received') {
      markReceived(context, outcome.sha256);
      progress.documents += 1;
      onProgress({ ...progress });
    } else noteFailure(context, document.sha256, outcome.state);
    await turns.between();
  }
  const tooLong = new TooLongDocuments();
  const onBytes = (sizeBytes: number, isWhole: boolean) => {
    progress.bytes += sizeBytes;
    if (isWhole) progress.documents += 1;
    onProgress({ ...progress });
  };
  for (const request of requestsFor(wanted.filter((document) => !isLarge(document)))) {
    await receiveTogether(context, session, request, { tooLong, onBytes, turns });
    await turns.between();
  }
}

/** What the requests of one session have in common. */
interface Receiving {
  readonly tooLong: TooLongDocuments;
  readonly turns: DocumentTurns;
  onBytes(sizeBytes: number, isWhole: boolean): void;
}

/**
 * Asks for documents in one request. One that comes longer than it was said to be ends it, and so does the end of the
 * documents' hours, between two of them: the rest is asked for anew.
 */
async function receiveTogether(
  context: SyncContext,
  session: ServerSession,
  documents: readonly IncomingDocument[],
  { tooLong, turns, onBytes }: Receiving,
): Promise<void> {
  let wanted = documents;
  while (wanted.length > 0) {
    const sink = vaultSink(context, wanted, { onBytes, turns });
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
      if (!(error instanceof TooLong) && !(error instanceof TurnOver)) throw error;
      await sink.settled();
      wanted = wanted.filter(({ sha256 }) => !sink.ended.has(sha256));
      if (error instanceof TurnOver) await turns.between();
      else {
        noteFailure(context, error.sha256, 'corrupt');
        tooLong.meet();
        wanted = wanted.filter(({ sha256 }) => sha256 !== error.sha256);
      }
    } finally {
      await sink.abandon();
    }
  }
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

/** `reason` null: the line was cut in it. Next time it comes after the others, in case it is what cuts the line. */
function noteFailure(context: SyncContext, sha256: string, reason: FetchFailure | null): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        'UPDATE blob SET fetch_failure = ?, fetch_failures = fetch_failures + 1, fetch_failed_at = ? WHERE sha256 = ?',
      )
      .run(reason, context.clock.now(), sha256),
  );
}

/** True when a pulled row names a document that is to be asked for. */
export function hasDocumentsToReceive(context: SyncContext): boolean {
  return documentsToReceive(context).length > 0;
}

function documentsToReceive(context: SyncContext): IncomingDocument[] {
  return context.store.db
    .prepare(
      `SELECT sha256, bytes FROM blob WHERE is_local = 0 AND sha256 IN
         (SELECT sha256 FROM submission_file UNION SELECT sha256 FROM resource WHERE removed_at IS NULL
          UNION SELECT sha256 FROM feedback WHERE removed_at IS NULL)
         AND (fetch_failure IS NULL OR fetch_failures < ? OR fetch_failed_at <= ?)
       ORDER BY fetch_failures, bytes, sha256`,
    )
    .all(PROMPT_RETRIES, context.clock.now() - RETRY_INTERVAL_MS) as IncomingDocument[];
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

/** A sink that writes to the vault. `ended`: the blobs that came to their end; `abandon` drops the one in hand. */
function vaultSink(
  context: SyncContext,
  wanted: readonly IncomingDocument[],
  { onBytes, turns }: Pick<Receiving, 'onBytes' | 'turns'>,
): BlobSink & { readonly ended: ReadonlySet<string>; settled(): Promise<void>; abandon(): Promise<void> } {
  const ended = new Set<string>();
  const announced = new Map(wanted.map(({ sha256, bytes }) => [sha256, bytes]));
  const settling = new Settling(context, onBytes);
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
      if (ended.size < wanted.length && turns.isOver()) throw new TurnOver();
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

/** Documents that go to the disk together: one flush of the disk's own journal serves them all. */
const FLUSHED_AT_ONCE = 16;

type Settled = { readonly sha256: string } & (
  | { readonly isRight: true; readonly file: FlushedBlob }
  | { readonly isRight: false }
);

/**
 * Brings whole documents safely to the disk behind the line's back: it is the disk, not the line, that takes long.
 *
 * One group is on its way to the disk while the next one comes. No document is said to be here before its bytes and its
 * name are flushed; a group of them is said so in one transaction.
 */
class Settling {
  readonly #context: SyncContext;
  readonly #onBytes: (sizeBytes: number, isWhole: boolean) => void;
  #coming: Promise<Settled>[] = [];
  #underway: Promise<void> = Promise.resolve();

  constructor(context: SyncContext, onBytes: (sizeBytes: number, isWhole: boolean) => void) {
    this.#context = context;
    this.#onBytes = onBytes;
  }

  /** @throws what a group before failed with */
  async add(sha256: string, writer: BlobWriter): Promise<void> {
    const flushed = writer.flush(sha256).then(
      (file) => ({ sha256, isRight: true, file }) as const,
      (error) => {
        if (!hasCode(error, 'vault/blob-corrupt')) throw error;
        return { sha256, isRight: false } as const;
      },
    );
    flushed.catch(() => undefined);
    this.#coming.push(flushed);
    if (this.#coming.length < FLUSHED_AT_ONCE) return;
    await this.#underway;
    this.#send();
  }

  /** @throws what the first of them failed with; the others are settled all the same */
  async all(): Promise<void> {
    const before = this.#underway;
    await before.catch(() => undefined);
    this.#send();
    await Promise.all([before, this.#underway]);
  }

  #send(): void {
    const group = this.#coming;
    this.#coming = [];
    this.#underway = this.#settle(group);
    // Met by whoever waits for it.
    this.#underway.catch(() => undefined);
  }

  async #settle(group: readonly Promise<Settled>[]): Promise<void> {
    if (group.length === 0) return;
    const outcomes = await Promise.allSettled(group);
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    await this.#context.vault.adoptAll(done.flatMap((settled) => (settled.isRight ? [settled.file] : [])));
    failpoint('documents-settled');
    this.#context.store.write(() => {
      for (const { sha256, isRight } of done) {
        if (isRight) markReceived(this.#context, sha256);
        else noteFailure(this.#context, sha256, 'corrupt');
      }
    });
    for (const { isRight } of done) this.#onBytes(0, isRight);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

function markReceived(context: SyncContext, sha256: string): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        'UPDATE blob SET is_local = 1, server_has = 1, fetch_failure = NULL, fetch_failures = 0 WHERE sha256 = ?',
      )
      .run(sha256),
  );
}
