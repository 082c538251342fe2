import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { type Company, goesInParts, isLargeSuspect } from './company.ts';
import { planBundles } from './planner.ts';
import type { RefusedDocuments } from './refused-documents.ts';
import { uploadShapeOf } from './send-in-pieces.ts';
import type { SyncContext } from './sync-context.ts';
import { learnedBytes, learnTooLarge } from './sync-state.ts';
import {
  askMissing,
  bytesOf,
  type PolicyInForce,
  parkEditsOf,
  type WaitingDocument,
} from './waiting-documents.ts';

/** Documents of a bundle that are read at the same time. */
const READ_AT_ONCE = 4;

/** After so many bundles that were too large, and none that passed, documents go in pieces without being tried in a bundle. */
const BUNDLES_TOO_LARGE_MAX = 8;

/** A bundle is in memory while it is sent, and so is the next one: an ENT that takes larger ones gets them no larger. */
const BUNDLE_BYTES_MAX = 16 * 1024 * 1024;

/** What bundles are sent with. */
export interface BundleSending {
  readonly context: SyncContext;
  readonly session: ServerSession;
  readonly policy: PolicyInForce;
  readonly refused: RefusedDocuments<WaitingDocument>;
  /** Sends one that goes in no bundle. */
  sendAlone(document: WaitingDocument): Promise<void>;
  /** Told of the documents that are done with, and of those among them that the ENT has now. */
  advance(blobs: readonly WaitingDocument[], stored: readonly WaitingDocument[]): Promise<void>;
}

/** Sends documents in bundles, each of them read while the one before it is on its way, and alone what is too large for one. */
export async function sendBundles(
  sending: BundleSending,
  documents: readonly WaitingDocument[],
  company: Company,
): Promise<void> {
  const { context, policy, refused, advance } = sending;
  const sender = new BundleSender(sending);
  const limitsNow = () => ({
    policy: policy.inForce,
    bytes: learnedBytes(context, 'bundle'),
    files: company.atMost,
  });
  let planned = limitsNow();
  let { bundles: queue, alone } = bundlesOf(documents, planned);
  let ahead = readBundle(context, queue[0] ?? []);
  while (queue.length > 0 && refused.mayAsk(queue.flat())) {
    const { whole, damaged } = await ahead;
    queue = queue.slice(1);
    ahead = readBundle(context, queue[0] ?? []);
    for (const { sha256 } of damaged) parkEditsOf(context, sha256, 'blob-damaged');
    if (damaged.length > 0) await advance(damaged, []);
    const before = refused.passed;
    await sender.send(whole);
    company.met(refused.passed - before === whole.length);
    const limits = limitsNow();
    if (isDeepStrictEqual(limits, planned)) continue;
    planned = limits;
    // Two bundles at once are in memory, never three.
    await ahead;
    ({ bundles: queue, alone } = bundlesOf([...queue.flat(), ...alone], planned));
    ahead = readBundle(context, queue[0] ?? []);
  }
  for (const document of alone) if (refused.mayAsk([document])) await sending.sendAlone(document);
}

/**
 * Reads the documents of a bundle whole. Never fails.
 *
 * Hashed once more before they are sent: a disk damages files, and a hash that does not fit is refused only after the upload.
 */
async function readBundle(
  { vault }: SyncContext,
  bundle: readonly WaitingDocument[],
): Promise<{ readonly whole: readonly WaitingDocument[]; readonly damaged: readonly WaitingDocument[] }> {
  const whole: WaitingDocument[] = [];
  const damaged: WaitingDocument[] = [];
  for (let at = 0; at < bundle.length; at += READ_AT_ONCE) {
    const group = bundle.slice(at, at + READ_AT_ONCE);
    const read = await Promise.all(group.map((blob) => vault.readIntact(blob)));
    for (const [index, blob] of group.entries()) {
      const bytes = read[index] ?? null;
      if (bytes === null) damaged.push(blob);
      else whole.push({ ...blob, bytes });
    }
  }
  return { whole, damaged };
}

/** Sends bundles; one that is refused whole is halved, down to the document that it is about. */
class BundleSender {
  readonly #sending: BundleSending;
  readonly #sentTwice = new Set<string>();
  #tooLargeCount = 0;

  constructor(sending: BundleSending) {
    this.#sending = sending;
  }

  async send(bundle: readonly WaitingDocument[]): Promise<void> {
    const { context, session, refused } = this.#sending;
    const [first, ...others] = bundle;
    if (first === undefined || !refused.mayAsk(bundle)) return;
    const isTooLarge = this.#tooLargeCount >= BUNDLES_TOO_LARGE_MAX && refused.passed === 0;
    const isInParts = others.length === 0 && goesInParts(first, first.sizeBytes);
    if ((isTooLarge || isInParts) && this.#takesPieces) {
      for (const document of bundle) if (refused.mayAsk([document])) await this.#sending.sendAlone(document);
      return;
    }
    // Not sent to be refused once more: a proxy that takes no megabyte says so after it has arrived.
    const isKnownTooLarge = others.length > 0 && bytesOf(bundle) > learnedBytes(context, 'bundle');
    let isTakenPerhaps = false;
    const answer = isKnownTooLarge
      ? 'too-large'
      : await session.putBundle(bundle).catch((error) => {
          isTakenPerhaps = mayHaveBeenTaken(error);
          return asRefusal(error, bundle, refused);
        });
    failpoint('bundle-stored');
    if (answer === 'too-large' && !isKnownTooLarge) {
      this.#tooLargeCount += 1;
      learnTooLarge(context, 'bundle', bytesOf(bundle));
    }
    if (typeof answer !== 'string') await this.#takeIn(answer, bundle);
    else if (others.length === 0) await this.#meetAlone(answer, first);
    else {
      const left = isTakenPerhaps ? await this.#lackedOf(bundle) : bundle;
      const half = Math.ceil(left.length / 2);
      await this.send(left.slice(0, half));
      await this.send(left.slice(half));
    }
  }

  /**
   * What the ENT has of a bundle whose answer is not known is not sent once more.
   *
   * @throws what the question fails with: it is asked again before documents go the next time, and nothing is sent unasked
   */
  async #lackedOf(bundle: readonly WaitingDocument[]): Promise<readonly WaitingDocument[]> {
    const { context, session, advance } = this.#sending;
    const lacked = await askMissing(context, session, bundle);
    const names = new Set(lacked.map(({ sha256 }) => sha256));
    const [left = [], taken = []] = [true, false].map((isLacked) =>
      bundle.filter(({ sha256 }) => names.has(sha256) === isLacked),
    );
    if (taken.length > 0) await advance(taken, taken);
    return left;
  }

  get #takesPieces(): boolean {
    return uploadShapeOf(this.#sending.policy.inForce) !== null;
  }

  /** @param codes of those that the ENT did not take. Where other bytes arrived than left: once more, then it is the document. */
  async #takeIn(codes: ReadonlyMap<string, string>, bundle: readonly WaitingDocument[]): Promise<void> {
    const { context, advance } = this.#sending;
    const again = bundle.filter(
      ({ sha256 }) => codes.get(sha256) === 'corrupt' && !this.#sentTwice.has(sha256),
    );
    for (const { sha256 } of again) this.#sentTwice.add(sha256);
    const done = bundle.filter((document) => !again.includes(document));
    for (const { sha256 } of done) {
      const code = codes.get(sha256);
      if (code !== undefined) parkEditsOf(context, sha256, code);
    }
    const stored = done.filter(({ sha256 }) => !codes.has(sha256));
    await advance(done, stored);
    await this.send(again);
  }

  async #meetAlone(answer: 'too-large' | 'quota' | 'refused', document: WaitingDocument): Promise<void> {
    const { context, refused, advance, sendAlone } = this.#sending;
    if (answer === 'too-large' && this.#takesPieces) {
      await sendAlone(document);
      return;
    }
    if (answer === 'too-large') meetTooLarge(context, refused, document);
    if (answer === 'quota') parkEditsOf(context, document.sha256, answer);
    await advance([document], []);
  }
}

function bundlesOf(
  documents: readonly WaitingDocument[],
  { policy, files, bytes }: { readonly policy: Policy; readonly files: number; readonly bytes: number },
): ReturnType<typeof planBundles<WaitingDocument>> {
  const { limits } = policy;
  const inPieces =
    uploadShapeOf(policy) === null ? [] : documents.filter((one) => isLargeSuspect(one, one.sizeBytes));
  const plan = planBundles(
    documents.filter((document) => !inPieces.includes(document)),
    {
      files: Math.min(limits.bundle_files, files),
      bytes: Math.min(limits.bundle_bytes, BUNDLE_BYTES_MAX, bytes),
    },
  );
  const alone = [...plan.alone, ...inPieces];
  if (files > 1) return { ...plan, alone };
  // Each alone: in their order, and not in the one that fills bundles best.
  const turnOf = new Map(documents.map(({ sha256 }, turn) => [sha256, turn]));
  const first = (bundle: readonly WaitingDocument[]) => turnOf.get(bundle[0]?.sha256 ?? '') ?? 0;
  return { alone, bundles: plan.bundles.toSorted((a, b) => first(a) - first(b)) };
}

/** Proxies take no less than this where nobody has told them otherwise: something larger may well be too large. */
const TOO_LARGE_BELIEVED_BYTES = 1024 * 1024;

/** A document is too large by itself: it is parked, or, where it is small, refused as others are. */
export function meetTooLarge(
  context: SyncContext,
  refused: RefusedDocuments<WaitingDocument>,
  document: WaitingDocument,
): void {
  if (document.sizeBytes < TOO_LARGE_BELIEVED_BYTES) refused.meet(tooLarge(), [document]);
  else parkEditsOf(context, document.sha256, 'too-large');
}

/** What a document alone was answered that is larger than the ENT, or a proxy before it, takes. */
export function tooLarge(): CartableError {
  return new CartableError('ent/refused', { status: 413 });
}

/** A line that was cut, or a gateway that gave up waiting, may have let the request pass. */
function mayHaveBeenTaken(error: unknown): boolean {
  if (!(error instanceof CartableError)) return false;
  const { status } = error.params;
  return error.code === 'ent/unreachable' || status === 502 || status === 504;
}

/** What the ENT, or a proxy before it, has no room for; `refused`: it has another reason. */
export function asRefusal(
  error: unknown,
  documents: readonly WaitingDocument[],
  refused: RefusedDocuments<WaitingDocument>,
): 'too-large' | 'quota' | 'refused' {
  const status = error instanceof CartableError ? error.params.status : undefined;
  if (status === 413) return 'too-large';
  if (!(error instanceof CartableError) || status !== 507) return refused.meet(error, documents);
  refused.meetNoRoom(error);
  return 'quota';
}
