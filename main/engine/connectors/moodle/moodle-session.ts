import { CartableError } from '../../platform/cartable-error.ts';
import type { BatchReply, ChangesPage, OutgoingFile, Policy, RangeSink } from '../adapter-types.ts';
import { openBody } from '../ent/sealed-body.ts';
import type { Change } from '../ent/wire.ts';
import { batch as batchSchema, PROTOCOL_VERSION } from '../ent/wire.ts';
import { KEEPS_LEDGER } from '../ledgers.ts';
import type { ServerSession } from '../server-adapter.ts';
import { draftIdOf, fileNameFor } from './draft-files.ts';
import { fetchFile } from './fetch-file.ts';
import { accountId } from './ids.ts';
import { Known } from './known.ts';
import type { Line } from './questions.ts';
import { readSite } from './read-site.ts';
import { returnCopies } from './return-copies.ts';
import type { MoodleSecret } from './secret.ts';
import { changesIn } from './site-changes.ts';
import { bodyOfFile, uploadTo } from './upload.ts';

/** A class of forty with a grade, a comment and a file each goes in one batch. */
const OPS_AT_ONCE = 150;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Where a site sets no limit to files. */
const UPLOAD_BYTES = 512 * 1024 * 1024;
/** A pull costs a Moodle three requests and some tens of queries: four times an hour at most by itself. */
const POLL_MIN_S = 900;
const POLICY_VALID_MS = 86_400_000;

/**
 * One session at a Moodle: a token that lasts, and no state there.
 *
 * Documents go one by one, both ways (`bundle_bytes` 1): Moodle takes a copy's files by themselves, and names them by where they
 * lie.
 */
export class MoodleSession implements ServerSession {
  readonly keepsLedger = KEEPS_LEDGER.moodle;
  readonly namesDocumentsByBytes = false;
  readonly renewedSecret = null;
  readonly tags = { policy: null, watch: null };
  readonly identity: ServerSession['identity'];
  readonly #line: Line;
  readonly #secret: MoodleSecret;
  /** Changes that were read and not handed over yet, and the cursor that they follow. */
  #left: { readonly after: string; readonly changes: readonly Change[]; readonly end: string } | null = null;

  constructor(line: Line, secret: MoodleSecret) {
    this.#line = line;
    this.#secret = secret;
    this.identity = { accountId: accountId(secret.userId), datasetId: secret.datasetId };
  }

  /** Moodle has none: the code of good practice holds (no windows of its own), in its own measure. */
  async policy(): Promise<{ policy: Policy; etag: null }> {
    const now = this.#line.api.clock.now();
    const policy: Policy = {
      dataset_id: this.#secret.datasetId,
      protocol: [PROTOCOL_VERSION],
      server_time: now,
      last_batch_no: 0,
      limits: {
        ops: OPS_AT_ONCE,
        batch_bytes: BATCH_BYTES,
        bundle_bytes: 1,
        bundle_files: 1,
        blob_bytes: this.#secret.uploadBytes ?? UPLOAD_BYTES,
      },
      poll_min_s: POLL_MIN_S,
      windows: [],
      max_bps: null,
      capabilities: [],
      accept_encoding: ['gzip'],
      valid_until: now + POLICY_VALID_MS,
    };
    return { policy, etag: null };
  }

  /**
   * Reads everything, and tells what differs from the cursor; pages of it come from memory.
   *
   * Only the last page's cursor says that it was all taken over: after a cut in between it is read again.
   */
  async changes(cursor: string | null, limit: number): Promise<ChangesPage | null> {
    const left = this.#left;
    this.#left = null;
    if (left !== null && left.after === cursor) return this.#page(left.changes, left.end, cursor, limit);
    const known = Known.open(cursor);
    const reading = await readSite(this.#line, known, new Set(this.#secret.offers));
    const changes = changesIn(reading, known, this.#secret.userId);
    const page = this.#page(changes, known.close(), cursor ?? Known.open(null).close(), limit);
    return { ...page, copiesLeftOut: reading.leftOut };
  }

  #page(changes: readonly Change[], end: string, before: string, limit: number): ChangesPage {
    if (changes.length <= limit) return { changes: [...changes], cursor: end, more: false };
    // A cursor of its own for each page: it says no more than the one before.
    const after = `${before.replace(/ +$/, '')}${' '.repeat((before.match(/ *$/)?.[0].length ?? 0) + 1)}`;
    this.#left = { after, changes: changes.slice(limit), end };
    return { changes: changes.slice(0, limit), cursor: after, more: true };
  }

  async pushBatch(sealed: {
    body: Uint8Array;
    fileOf?: (sha256: string) => OutgoingFile | null;
  }): Promise<BatchReply> {
    const batch = batchSchema.parse(openBody(sealed.body));
    const doors = {
      line: this.#line,
      known: Known.open(batch.since),
      offers: new Set(this.#secret.offers),
      fileOf: sealed.fileOf ?? (() => null),
    };
    return returnCopies(doors, batch);
  }

  /** Moodle cannot be asked. What was brought before is not brought again: sync remembers it. */
  async checkBlobs(blobs: readonly { sha256: string }[]): Promise<readonly string[]> {
    return blobs.map(({ sha256 }) => sha256);
  }

  async putBlob(blob: OutgoingFile): Promise<string | null> {
    for (const asked of blob.names ?? []) {
      const name = fileNameFor(asked);
      const draftId = draftIdOf([{ sha256: blob.sha256, name }]);
      const refusal = await uploadTo(this.#line, draftId, { name, body: bodyOfFile(blob) });
      if (refusal !== null) return refusal;
    }
    return null;
  }

  async fetchBlob(
    _name: string,
    fromBytes: number,
    sink: RangeSink,
    place?: string | null,
  ): Promise<boolean> {
    if (place == null) return false;
    return fetchFile(this.#line, place, { fromBytes, sink });
  }

  /** The token lives on: it is the account's, not this session's, and Moodle has no function to end it. */
  async close(): Promise<void> {}

  versions = notOffered;
  fetchChanges = notOffered;
  putBundle = notOffered;
  composeBlobs = notOffered;
  beginUpload = notOffered;
  uploadOffset = notOffered;
  appendUpload = notOffered;
  fetchBlobs = notOffered;
}

/** Not among the capabilities of our own policy: nobody asks. */
function notOffered(): Promise<never> {
  return Promise.reject(new CartableError('ent/unsupported-version', {}, 'never'));
}
