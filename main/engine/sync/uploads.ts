import type { OutgoingFile } from '../connectors/adapter-types.ts';
import { BLOB_CHECK_MAX, type Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { composeDocuments } from './compose-documents.ts';
import { deferredEdits } from './deferrals.ts';
import { planBundles } from './planner.ts';
import { sendInPieces, uploadShapeOf } from './send-in-pieces.ts';
import type { SyncContext } from './sync-context.ts';
import { learnedBytes, learnTooLarge } from './sync-state.ts';

/** Documents of a bundle that are read at the same time. */
const READ_AT_ONCE = 4;

/** A bundle is in memory while it is sent, and so is the next one: an ENT that takes larger ones gets them no larger. */
const BUNDLE_BYTES_MAX = 16 * 1024 * 1024;

/** Told after each request: documents and bytes at the ENT so far, of all. */
export type TransferProgress = (done: {
  documents: number;
  bytes: number;
  documentsTotal: number;
  bytesTotal: number;
}) => void;

/** The policy as the ENT last told it: read before each request, since any reply may have replaced it. */
interface PolicyInForce {
  readonly inForce: Policy;
}

/** How documents share the line and the hours with the rest. */
export interface SendingManners {
  /** Edits whose lane may not go now. */
  readonly held?: ReadonlySet<string>;
  /** Between two documents, or two pieces of one: others may pass, and what it throws ends the sending. */
  between?(): Promise<void>;
}

/**
 * Brings every document that a waiting edit names to the ENT: asks first, sends only what it lacks.
 *
 * A document that cannot go, because it is damaged here or the ENT has no room for it, parks its own edits and no others.
 * @returns the number of documents sent
 */
export async function sendDocuments(
  context: SyncContext,
  session: ServerSession,
  policy: PolicyInForce,
  onProgress: TransferProgress,
  { held = new Set(), between = async () => undefined }: SendingManners = {},
): Promise<number> {
  const waiting = documentsToSend(context, held);
  if (waiting.length === 0) return 0;
  const lacked = await askMissing(context, session, waiting);
  failpoint('documents-asked');
  const missing = parkTooLarge(context, lacked, policy.inForce.limits);
  const total = { documentsTotal: missing.length, bytesTotal: bytesOf(missing) };
  const done = { documents: 0, bytes: 0 };
  let sent = 0;
  const advance = (blobs: readonly OutgoingFile[], stored: readonly OutgoingFile[]) => {
    markAtServer(context, stored);
    sent += stored.length;
    done.documents += blobs.length;
    done.bytes += bytesOf(blobs);
    onProgress({ ...done, ...total });
  };
  onProgress({ ...done, ...total });
  const composed = policy.inForce.capabilities.includes('compose')
    ? await composeDocuments(context, session, missing)
    : new Set<string>();
  const made = missing.filter(({ sha256 }) => composed.has(sha256));
  if (made.length > 0) advance(made, made);
  const left = missing.filter(({ sha256 }) => !composed.has(sha256));
  const alone = await sendBundles(context, session, { policy, documents: left }, async (blobs, stored) => {
    advance(blobs, stored);
    await between();
  });
  for (const blob of alone) {
    const isIntact = await context.vault.isIntact(blob.sha256).catch(() => false);
    const refusal = isIntact
      ? await sendAlone(context, session, policy, blob, async (bytes) => {
          onProgress({ documents: done.documents, bytes: done.bytes + bytes, ...total });
          await between();
        })
      : 'blob-damaged';
    if (refusal !== null) parkEditsOf(context, blob.sha256, refusal);
    advance([blob], refusal === null ? [blob] : []);
  }
  return sent;
}

/** Sends a document that is too large for a bundle: in pieces where the ENT takes them. */
function sendAlone(
  context: SyncContext,
  session: ServerSession,
  policy: PolicyInForce,
  blob: OutgoingFile,
  onBytes: (bytes: number) => Promise<void>,
): Promise<string | null> {
  return uploadShapeOf(policy.inForce) === null
    ? session.putBlob(blob).catch(asRoomRefusal)
    : sendInPieces(context, session, policy, blob, onBytes).catch(asRoomRefusal);
}

type Advance = (blobs: readonly OutgoingFile[], stored: readonly OutgoingFile[]) => Promise<void>;

/**
 * Sends small documents in bundles, each of them read while the one before it is on its way.
 *
 * @returns those that are too large for a bundle, as the limits are at the end
 */
async function sendBundles(
  context: SyncContext,
  session: ServerSession,
  { policy, documents }: { readonly policy: PolicyInForce; readonly documents: readonly OutgoingFile[] },
  advance: Advance,
): Promise<readonly OutgoingFile[]> {
  const inPieces: OutgoingFile[] = [];
  const send = bundleSender(context, session, advance, (document) => {
    if (uploadShapeOf(policy.inForce) === null) return false;
    inPieces.push(document);
    return true;
  });
  let planned = policy.inForce;
  let bound = learnedBytes(context, 'bundle');
  let { bundles: queue, alone } = bundlesOf(documents, planned, bound);
  let ahead = readBundle(context, queue[0] ?? []);
  while (queue.length > 0) {
    const { whole, damaged } = await ahead;
    queue = queue.slice(1);
    ahead = readBundle(context, queue[0] ?? []);
    for (const { sha256 } of damaged) parkEditsOf(context, sha256, 'blob-damaged');
    if (damaged.length > 0) await advance(damaged, []);
    await send(whole);
    if (planned === policy.inForce && bound === learnedBytes(context, 'bundle')) continue;
    planned = policy.inForce;
    bound = learnedBytes(context, 'bundle');
    // Two bundles at once are in memory, never three.
    await ahead;
    ({ bundles: queue, alone } = bundlesOf([...queue.flat(), ...alone], planned, bound));
    ahead = readBundle(context, queue[0] ?? []);
  }
  return [...alone, ...inPieces];
}

/**
 * Reads the documents of a bundle whole. Never fails.
 *
 * Hashed once more before they are sent: a disk damages files, and a hash that does not fit is refused only after the upload.
 */
async function readBundle(
  { vault }: SyncContext,
  bundle: readonly OutgoingFile[],
): Promise<{ readonly whole: readonly OutgoingFile[]; readonly damaged: readonly OutgoingFile[] }> {
  const whole: OutgoingFile[] = [];
  const damaged: OutgoingFile[] = [];
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

/**
 * Sends a bundle; one that is refused whole is halved, down to the document that it is about.
 *
 * @param goesInPieces takes a document that is too large even alone; false where it cannot
 */
function bundleSender(
  context: SyncContext,
  session: ServerSession,
  advance: Advance,
  goesInPieces: (document: OutgoingFile) => boolean,
): (bundle: readonly OutgoingFile[]) => Promise<void> {
  const send = async (bundle: readonly OutgoingFile[]): Promise<void> => {
    const [first, ...others] = bundle;
    if (first === undefined) return;
    // Not sent to be refused once more: a proxy that takes no megabyte says so after it has arrived.
    const isKnownTooLarge = others.length > 0 && bytesOf(bundle) > learnedBytes(context, 'bundle');
    const answer = isKnownTooLarge ? 'too-large' : await session.putBundle(bundle).catch(asRoomRefusal);
    failpoint('bundle-stored');
    if (answer === 'too-large' && !isKnownTooLarge) learnTooLarge(context, 'bundle', bytesOf(bundle));
    if (typeof answer !== 'string') {
      for (const [sha256, code] of answer) parkEditsOf(context, sha256, code);
      await advance(
        bundle,
        bundle.filter(({ sha256 }) => !answer.has(sha256)),
      );
    } else if (others.length === 0) {
      if (answer === 'too-large' && goesInPieces(first)) return;
      parkEditsOf(context, first.sha256, answer);
      await advance(bundle, []);
    } else {
      const half = Math.ceil(bundle.length / 2);
      await send(bundle.slice(0, half));
      await send(bundle.slice(half));
    }
  };
  return send;
}

function bundlesOf(
  documents: readonly OutgoingFile[],
  { limits }: Policy,
  mostBytes: number,
): ReturnType<typeof planBundles<OutgoingFile>> {
  return planBundles(documents, {
    files: limits.bundle_files,
    bytes: Math.min(limits.bundle_bytes, BUNDLE_BYTES_MAX, mostBytes),
  });
}

/** The code to park under when the ENT, or a proxy before it, has no room for what was sent; anything else is thrown on. */
function asRoomRefusal(error: unknown): 'too-large' | 'quota' {
  const status = error instanceof CartableError ? error.params.status : undefined;
  if (status === 413) return 'too-large';
  if (status === 507) return 'quota';
  throw error;
}

function documentsToSend(context: SyncContext, held: ReadonlySet<string>): OutgoingFile[] {
  const rows = context.store.db
    .prepare(
      `SELECT op.op_id, blob.sha256, blob.bytes, json_extract(op.payload, '$.file.name') AS name FROM outbox_op op JOIN op_blob USING (op_id) JOIN blob USING (sha256)
       WHERE op.state = 'pending' AND blob.server_has = 0 ORDER BY op.seq`,
    )
    .all() as { op_id: string; sha256: string; bytes: number; name: string | null }[];
  const deferred = deferredEdits(context);
  const going = Map.groupBy(
    rows.filter(({ op_id }) => !held.has(op_id) && !deferred.has(op_id)),
    ({ sha256 }) => sha256,
  );
  return [...going].map(([sha256, uses]) => ({
    sha256,
    sizeBytes: uses[0]?.bytes ?? 0,
    path: context.vault.pathOf(sha256),
    names: [...new Set(uses.flatMap(({ name }) => name ?? []))],
  }));
}

/** A document that lies here, for a server that takes it together with its edit; null when it does not. */
export function outgoingFile(context: SyncContext, sha256: string): OutgoingFile | null {
  const sizeBytes = context.store.db
    .prepare('SELECT bytes FROM blob WHERE sha256 = ? AND is_local = 1')
    .pluck()
    .get(sha256) as number | undefined;
  return sizeBytes === undefined ? null : { sha256, sizeBytes, path: context.vault.pathOf(sha256) };
}

function parkTooLarge(
  context: SyncContext,
  blobs: readonly OutgoingFile[],
  limits: Policy['limits'],
): OutgoingFile[] {
  const isTooLarge = ({ sizeBytes }: OutgoingFile) => sizeBytes > limits.blob_bytes;
  for (const { sha256 } of blobs.filter(isTooLarge)) parkEditsOf(context, sha256, 'too-large');
  return blobs.filter((blob) => !isTooLarge(blob));
}

function bytesOf(blobs: readonly OutgoingFile[]): number {
  return blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

async function askMissing(
  context: SyncContext,
  session: ServerSession,
  blobs: readonly OutgoingFile[],
): Promise<OutgoingFile[]> {
  const missing: OutgoingFile[] = [];
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
