import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { EntProblem, tooLarge } from '../problem.ts';

const unzip = promisify(gunzip);

/** A body as it came, and unpacked. */
export interface ReceivedBody {
  readonly bytes: Buffer;
  /** Of the bytes on the wire, before they are unpacked. */
  readonly wireSha256: Buffer;
}

/**
 * Reads a body of at most `limitBytes`, packed and unpacked alike.
 *
 * gzip is undone with a bound, so that a few kilobytes cannot become gigabytes. A Content-Digest is checked where
 * there is one; it is not demanded, because school proxies drop headers that they do not know.
 */
export async function readBody(request: FastifyRequest, limitBytes: number): Promise<ReceivedBody> {
  const encoding = encodingOf(request);
  const wire = await collect(request, limitBytes);
  const wireSha256 = createHash('sha256').update(wire).digest();
  checkDigest(request.headers['content-digest'], wireSha256);
  return { bytes: encoding === 'gzip' ? await unpack(wire, limitBytes) : wire, wireSha256 };
}

/** Reads a JSON body and checks it against its schema. */
export async function readJson<S extends z.ZodType>(
  request: FastifyRequest,
  schema: S,
  limitBytes: number,
  isFormToo = false,
): Promise<{ value: z.output<S>; wireSha256: Buffer }> {
  const type = String(request.headers['content-type'] ?? 'application/json');
  const isForm = isFormToo && /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  if (!isForm && !/^application\/json\s*(;|$)/i.test(type))
    throw new EntProblem(415, 'unsupported-encoding', 'This endpoint takes application/json', {
      headers: { 'accept-encoding': 'gzip' },
    });
  const { bytes, wireSha256 } = await readBody(request, limitBytes);
  const parsed = schema.safeParse(isForm ? parseForm(bytes) : parseJson(bytes));
  if (parsed.success) return { value: parsed.data, wireSha256 };
  // Where, never what: the values of a body are personal data and have no business in an error.
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || '(body)').slice(0, 5);
  throw new EntProblem(400, 'bad-request', `The body does not fit its schema at: ${where.join(', ')}`);
}

/** The fields of a form; the first of each name. */
export function parseForm(bytes: Buffer): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(bytes.toString('utf8'))].reverse());
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new EntProblem(400, 'bad-request', 'The body is not JSON in UTF-8');
  }
}

/**
 * The body as a stream of unpacked bytes; whoever reads it bounds it.
 *
 * When the reader gives up, the rest of the body is read and dropped: cutting the connection would lose the answer.
 */
export function streamBody(request: FastifyRequest): Readable {
  const { raw } = request;
  const body = encodingOf(request) === 'gzip' ? createGunzip() : new PassThrough();
  raw.once('error', (error) => body.destroy(error));
  raw.once('close', () => {
    if (!raw.readableEnded) body.destroy(new EntProblem(400, 'bad-request', 'The body was cut'));
  });
  body.once('close', () => {
    raw.unpipe(body);
    raw.resume();
  });
  return raw.pipe(body);
}

function encodingOf(request: FastifyRequest): 'identity' | 'gzip' {
  const encoding = String(request.headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  if (encoding === 'identity' || encoding === 'gzip') return encoding;
  throw new EntProblem(415, 'unsupported-encoding', 'Bodies may be packed with gzip only', {
    headers: { 'accept-encoding': 'gzip' },
  });
}

/** Stops listening, not reading, above the limit: an answer sent while the client still writes would be lost. */
function collect(request: FastifyRequest, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes)
    throw tooLarge('The body is too large', limitBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const onData = (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) return void chunks.push(chunk);
      request.raw.off('data', onData);
      request.raw.resume();
      reject(tooLarge('The body is too large', limitBytes));
    };
    request.raw.on('data', onData);
    request.raw.once('end', () => resolve(Buffer.concat(chunks)));
    request.raw.once('error', reject);
    request.raw.once('close', () => reject(new EntProblem(400, 'bad-request', 'The body was cut')));
  });
}

async function unpack(wire: Buffer, limitBytes: number): Promise<Buffer> {
  try {
    return await unzip(wire, { maxOutputLength: limitBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('The unpacked body is too large', limitBytes);
    throw new EntProblem(400, 'bad-request', 'The body is not gzip');
  }
}

/** RFC 9530; algorithms other than sha-256 are none of ours. */
function checkDigest(header: string | string[] | undefined, wireSha256: Buffer): void {
  const claimed = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(String(header ?? ''))?.[1];
  if (claimed === undefined || wireSha256.equals(Buffer.from(claimed, 'base64'))) return;
  throw new EntProblem(422, 'digest-mismatch', 'The bytes of the body do not have the digest announced');
}
