import { readFile } from 'node:fs/promises';
import type { Composition } from '../connectors/adapter-types.ts';
import { COMPOSE_BLOBS_MAX, COMPOSE_INLINE_BYTES } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { compositionOf, type KnownBlob } from './composition.ts';
import { isRefusal, type RefusedDocuments } from './refused-documents.ts';
import type { SyncContext } from './sync-context.ts';
import { learnedBytes } from './sync-state.ts';
import type { WaitingDocument } from './waiting-documents.ts';

/** Larger files are not read into memory for it. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** Bytes that travel in one request, before base64. */
const REQUEST_BYTES = 2 * 1024 * 1024;
/** Of base64, and a little for the names. */
const BASE64_GROWTH = 1.4;
/** A line breaks once; a document at which more sessions ended goes the ordinary way. */
const SESSIONS_ENDED_MAX = 2;

/**
 * Lets the ENT make of what it has those of the documents that are little more than that: annotated copies.
 *
 * @returns those that it made; the others go the ordinary way: all that are left once it has refused, and all where sessions ended at some of them
 */
export async function composeDocuments(
  context: SyncContext,
  session: ServerSession,
  documents: readonly WaitingDocument[],
  refused: RefusedDocuments<WaitingDocument>,
): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  // It may be the question that ends sessions.
  let isRefused = documents.some(({ sessionsEnded }) => sessionsEnded >= SESSIONS_ENDED_MAX);
  const known = blobsAtServer(context);
  let request: (Composition & { readonly document: WaitingDocument })[] = [];
  let requestBytes = 0;
  // What bundles taught holds here too; what this teaches holds for the session.
  let most = Math.min(REQUEST_BYTES, learnedBytes(context, 'bundle') / BASE64_GROWTH);
  const send = async () => {
    if (request.length > 0 && !isRefused) {
      const answer = await compose(session, request).catch((error) => {
        if (error instanceof CartableError)
          refused.noteSessionEnd(
            error,
            request.map(({ document }) => document),
          );
        throw error;
      });
      if (answer === 'refused') isRefused = true;
      else if (answer === 'too-large') most = requestBytes / 2;
      else for (const sha256 of answer) made.add(sha256);
      failpoint('documents-composed');
    }
    request = [];
    requestBytes = 0;
  };
  for (const document of known.length === 0 ? [] : documents) {
    const { sha256, sizeBytes, path } = document;
    if (isRefused) break;
    const candidates = known.filter((blob) => mayBeIn(sizeBytes, blob));
    if (sizeBytes > FILE_BYTES_MAX || candidates.length === 0) continue;
    // One that has vanished by now goes the ordinary way, where that has its name.
    const file = await readFile(path).catch(() => null);
    const parts = file === null ? null : compositionOf(file, candidates);
    if (parts === null) continue;
    const bytes = parts.reduce((sum, part) => sum + ('bytes' in part ? part.bytes.byteLength : 0), 0);
    if (bytes > most) continue;
    if (request.length >= COMPOSE_BLOBS_MAX || requestBytes + bytes > most) await send();
    request.push({ sha256, sizeBytes, parts, document });
    requestBytes += bytes;
  }
  await send();
  return made;
}

/** Those that the ENT made, or why it made none. */
async function compose(
  session: ServerSession,
  request: readonly Composition[],
): Promise<ReadonlySet<string> | 'too-large' | 'refused'> {
  try {
    return await session.composeBlobs(request);
  } catch (error) {
    if (!(error instanceof CartableError) || !isRefusal(error)) throw error;
    return error.params.status === 413 ? 'too-large' : 'refused';
  }
}

/** What is at a file's beginning leaves little of it to send, and is not all of it; a photograph may be one of many. */
function mayBeIn(fileBytes: number, { sizeBytes, mediaType }: KnownBlob): boolean {
  if (sizeBytes >= fileBytes) return false;
  return mediaType === 'image/jpeg' || sizeBytes >= fileBytes - COMPOSE_INLINE_BYTES;
}

function blobsAtServer({ store }: SyncContext): KnownBlob[] {
  return store.db
    .prepare(
      'SELECT sha256, bytes AS sizeBytes, media_type AS mediaType FROM blob WHERE server_has = 1 AND bytes <= ?',
    )
    .all(FILE_BYTES_MAX) as KnownBlob[];
}
