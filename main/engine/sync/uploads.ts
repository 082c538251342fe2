import type { OutgoingFile } from '../connectors/adapter-types.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { failpoint } from '../platform/failpoint.ts';
import { apartFromDocuments, HoursOver } from './between-documents.ts';
import { companies } from './company.ts';
import { composeDocuments } from './compose-documents.ts';
import { inTurns, RefusedDocuments } from './refused-documents.ts';
import { asRefusal, type BundleSending, meetTooLarge, sendBundles, tooLarge } from './send-bundles.ts';
import { PIECE_REFUSED, sendInPieces, uploadShapeOf } from './send-in-pieces.ts';
import type { TransferProgress } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';
import { learningBounds } from './sync-state.ts';
import {
  askMissing,
  bytesOf,
  documentsToSend,
  markAtServer,
  noteRefused,
  type PolicyInForce,
  parkEditsOf,
  parkTooLarge,
  type WaitingDocument,
} from './waiting-documents.ts';

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
 * A document that cannot go, because it is damaged here, the ENT has no room for it or refuses it, parks its own edits and no others.
 * @returns the number of documents sent
 * @throws CartableError what the ENT answered when it refuses documents and it is not known which; the others have been sent
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
  // What the reply says of the policy holds for the first bundle already.
  await between();
  const missing = parkTooLarge(context, lacked, policy.inForce.limits);
  const total = { documentsTotal: missing.length, bytesTotal: bytesOf(missing) };
  const done = { documents: 0, bytes: 0 };
  const forgetBounds = learningBounds(context);
  const refused = new RefusedDocuments<WaitingDocument>({
    canBeAsked: session.namesDocumentsByBytes,
    note: (document, verdict) => noteRefused(context, document, verdict),
  });
  onProgress({ ...done, ...total });
  const sending: Sending = {
    context,
    session,
    policy,
    refused,
    between,
    sendAlone: (document) => sendAlone(sending, document),
    async advance(blobs, stored) {
      markAtServer(context, stored);
      refused.pass(stored.length);
      done.documents += blobs.length;
      done.bytes += bytesOf(blobs);
      onProgress({ ...done, ...total });
      await between();
    },
    onBytes: (bytes: number) => onProgress({ ...done, bytes: done.bytes + bytes, ...total }),
  };
  await sendInTurns(sending, missing);
  if (refused.hasTooLarge) forgetBounds();
  await refused.settle((documents) => askMissing(context, session, documents));
  return refused.passed;
}

interface Sending extends BundleSending {
  between(): Promise<void>;
  /** Told of how much of a large document the ENT has. */
  onBytes(bytes: number): void;
}

async function sendInTurns(sending: Sending, documents: readonly WaitingDocument[]): Promise<void> {
  try {
    const companyOf = companies();
    for (const turn of inTurns(await letCompose(sending, documents)))
      await sendBundles(sending, turn.documents, companyOf(turn));
  } catch (error) {
    if (error instanceof HoursOver) sending.refused.breakOff();
    throw error;
  }
}

/** @returns those that the ENT did not make of what it has */
async function letCompose(
  { context, session, policy, refused, advance }: Sending,
  documents: readonly WaitingDocument[],
): Promise<readonly WaitingDocument[]> {
  if (!policy.inForce.capabilities.includes('compose')) return documents;
  const composed = await composeDocuments(context, session, documents, refused);
  const [made = [], left = []] = [true, false].map((isMade) =>
    documents.filter(({ sha256 }) => composed.has(sha256) === isMade),
  );
  if (made.length > 0) await advance(made, made);
  return left;
}

/** Sends a document that goes in no bundle: in pieces where the ENT takes them. */
async function sendAlone(sending: Sending, blob: WaitingDocument): Promise<void> {
  const { context, session, policy, refused } = sending;
  const others = apartFromDocuments(sending.between);
  const onPiece = async (bytes: number, isFurther: boolean) => {
    sending.onBytes(bytes);
    if (isFurther) refused.progress(blob);
    await others.pass();
  };
  const isIntact = await context.vault.isIntact(blob.sha256).catch(() => false);
  const send = () =>
    uploadShapeOf(policy.inForce) === null
      ? session.putBlob(blob)
      : sendInPieces(context, session, policy, blob, onPiece);
  const refusal = isIntact
    ? await send().catch((error) => {
        if (others.isOwn(error)) throw error;
        return asRefusal(error, [blob], refused);
      })
    : 'blob-damaged';
  if (refusal === 'too-large') meetTooLarge(context, refused, blob);
  else if (refusal === PIECE_REFUSED) refused.meet(tooLarge(), [blob]);
  else if (refusal !== null && refusal !== 'refused') parkEditsOf(context, blob.sha256, refusal);
  await sending.advance([blob], refusal === null ? [blob] : []);
}

/** A document that lies here, for a server that takes it together with its edit; null when it does not. */
export function outgoingFile(context: SyncContext, sha256: string): OutgoingFile | null {
  const sizeBytes = context.store.db
    .prepare('SELECT bytes FROM blob WHERE sha256 = ? AND is_local = 1')
    .pluck()
    .get(sha256) as number | undefined;
  return sizeBytes === undefined ? null : { sha256, sizeBytes, path: context.vault.pathOf(sha256) };
}
