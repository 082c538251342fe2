import { CartableError } from '../../../platform/cartable-error.ts';
import type { HttpReply } from '../../../platform/http.ts';
import { PieceTooLarge, UploadMisplaced, UploadRefused } from '../../adapter-types.ts';
import type { EntRequest } from '../ent-api.ts';
import { blobRefusal, notAnEnt, problemIn, refusalOf } from '../replies.ts';
import { UPLOAD_HEADERS } from '../wire.ts';

/** What a shape of uploads needs of a session. */
export interface UploadLine {
  send(request: Omit<EntRequest, 'signal'>): Promise<HttpReply>;
  /** The path below the API's prefix that a `Location` of a reply to `path` stands for; null when it leads elsewhere. */
  pathOf(location: string, path: string): string | null;
  now(): number;
}

/** Where an upload goes that was just announced. @throws what the reply stands for */
export function placeOf(line: UploadLine, reply: HttpReply, path: string): string {
  if (reply.status !== 201) throw refusalOfUpload(line, reply);
  const place = line.pathOf(reply.headers.location ?? '', path);
  // Elsewhere it would take the teacher's token along.
  if (place === null) throw notAnEnt();
  return place;
}

/** How far the ENT is, by its header. @throws CartableError `ent/not-an-ent` when it does not say */
export function offsetIn(reply: HttpReply): number {
  const offset = readOffset(reply);
  if (offset === null) throw notAnEnt();
  return offset;
}

/** What the reply to a question about an upload says; null when the ENT has forgotten it. */
export function offsetAsked(line: UploadLine, reply: HttpReply): number | null {
  // The reply to a HEAD has no body: nothing in it but its status can be believed, and a page has no offset.
  if (reply.status === 404 || reply.status === 410) return null;
  // All that a HEAD shows of a captive portal's page is that it would have been one.
  if (/^text\/html\b/i.test(reply.headers['content-type'] ?? '') && reply.status < 400)
    throw new CartableError('network/captive-portal', {}, 'later');
  if (reply.status !== 200 && reply.status !== 204) throw refusalOf(reply, line.now());
  return offsetIn(reply);
}

/** The failure that the reply to a piece stands for: one that is too large says nothing of the document. */
export function refusalOfPiece(line: UploadLine, reply: HttpReply): Error {
  return reply.status === 413 ? new PieceTooLarge() : refusalOfUpload(line, reply);
}

/** The failure that the reply to an announcement stands for. */
function refusalOfUpload(line: UploadLine, reply: HttpReply): Error {
  const code = problemIn(reply)?.code;
  if (reply.status === 409 && code !== 'already-running') return new UploadMisplaced(readOffset(reply));
  if (code === 'upload-complete' || (code === 'not-found' && reply.status === 404))
    return new UploadMisplaced(null);
  const refusal = blobRefusal(reply);
  if (refusal !== null) return new UploadRefused(refusal);
  if (reply.status === 507) return new UploadRefused('quota');
  const failure = refusalOf(reply, line.now());
  return code === 'length-mismatch' ? new CartableError('vault/blob-corrupt', {}, 'later', failure) : failure;
}

function readOffset(reply: HttpReply): number | null {
  const text = reply.headers[UPLOAD_HEADERS.offset] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
