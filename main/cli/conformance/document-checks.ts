import { createHash, randomBytes } from 'node:crypto';
import { FRAME_HEAD_BYTES, FrameParser, frameHead } from '../../engine/connectors/ent/frames.ts';
import {
  BLOB_CHECK_MAX,
  blobCheckReply,
  bundleReply,
  COMPOSE_INLINE_BYTES,
  composeReply,
  type FileRef,
  fileRef,
} from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import {
  expectEqual,
  expectFit,
  expectHeader,
  expectProblem,
  expectStatus,
  expectThat,
  NothingToTry,
} from './expectations.ts';
import type { Target } from './target.ts';

/** Larger documents are left alone: a suite is no load test. */
const LARGEST_BYTES = 5_000_000;

const reading = group('Documents', [
  {
    name: 'one that nobody sent is missing, cannot be read, and is left out of a fetch',
    async run(target) {
      const sha256 = hashOf(randomBytes(32));
      expectEqual('missing', await missing(target, [{ sha256, bytes: 32 }]), [sha256]);
      expectProblem(await target.send(`/blobs/${sha256}`), [404, 'not-found']);
      const fetched = await target.post('/blobs/fetch', { blobs: [sha256] });
      expectStatus(fetched, 200);
      expectEqual('bytes of the reply', fetched.body.length, 0);
    },
  },
  {
    name: 'a name that is no hash is 400 bad-request',
    async run(target) {
      for (const name of ['nonsense', 'A'.repeat(64), 'a'.repeat(63)])
        expectProblem(await target.send(`/blobs/${name}`), [400, 'bad-request']);
    },
  },
  {
    name: `more than ${BLOB_CHECK_MAX} at once are refused`,
    async run(target) {
      const blobs = Array.from({ length: BLOB_CHECK_MAX + 1 }, () => ({ sha256: 'a'.repeat(64), bytes: 1 }));
      expectProblem(await target.post('/blobs/check', { blobs }), [400, 'bad-request'], [413, 'too-large']);
    },
  },
  {
    name: 'those that the feed names are there, whole, by their hash',
    async run(target) {
      const files = await knownFiles(target);
      expectEqual('missing', await missing(target, files), []);
      const hashes = files.map(({ sha256 }) => sha256);
      const headers = { 'accept-encoding': 'identity' };
      const sending = { method: 'POST', headers, json: { blobs: hashes } };
      const reply = await target.send('/blobs/fetch', sending);
      expectStatus(reply, 200);
      expectHeader(reply, 'content-length', `${reply.body.length}`);
      const frames = framesOf(reply.body);
      expectEqual(
        'documents, in the order asked for',
        frames.map(({ sha256 }) => sha256),
        hashes,
      );
      for (const { sha256, bytes } of frames) expectEqual('hash of the bytes', hashOf(bytes), sha256);
    },
  },
  {
    name: 'one can be had alone, in parts, and is a 304 for who has it',
    async run(target) {
      const [file] = await knownFiles(target);
      if (file === undefined) throw new NothingToTry('the feed names no document');
      const path = `/blobs/${file.sha256}`;
      const whole = await target.send(path);
      expectStatus(whole, 200);
      expectEqual('hash of the bytes', hashOf(whole.body), file.sha256);
      expectHeader(whole, 'etag', `"${file.sha256}"`);
      await expectPart(target, path, whole.body);
      const headers = { 'if-none-match': `"${file.sha256}"` };
      expectStatus(await target.send(path, { headers }), 304);
      const beyond = { range: `bytes=${whole.body.length}-` };
      expectStatus(await target.send(path, { headers: beyond }), 416);
    },
  },
]);

const sending = group('Sending documents', [
  {
    name: 'a bundle stores what has its hash, and refuses by itself what has not',
    isWriting: true,
    async run(target) {
      const [good, other] = [randomBytes(2000), randomBytes(1000)];
      const wrong = hashOf(randomBytes(8));
      const reply = await sendBundle(
        target,
        Buffer.concat([frameHead(wrong, other.length), other, frameOf(good)]),
      );
      const { results } = expectFit(reply, bundleReply);
      expectEqual('results', results, [
        { sha256: wrong, outcome: 'refused', code: 'corrupt' },
        { sha256: hashOf(good), outcome: 'stored' },
      ]);
      const blobs = [
        { sha256: hashOf(good), bytes: good.length },
        { sha256: wrong, bytes: other.length },
      ];
      expectEqual('missing', await missing(target, blobs), [wrong]);
      expectEqual('the bytes', (await target.send(`/blobs/${hashOf(good)}`)).body.equals(good), true);
    },
  },
  {
    name: 'a fetch gives documents in the order asked for, whatever it is',
    isWriting: true,
    async run(target) {
      const documents = Array.from({ length: 3 }, () => randomBytes(500));
      expectFit(await sendBundle(target, Buffer.concat(documents.map(frameOf))), bundleReply);
      const hashes = documents.map(hashOf);
      for (const blobs of [hashes, hashes.toReversed()]) {
        const fetched = await target.post('/blobs/fetch', { blobs });
        expectStatus(fetched, 200);
        const order = framesOf(fetched.body).map(({ sha256 }) => blobs.indexOf(sha256));
        expectEqual('documents, by their place in the request', order, [0, 1, 2]);
      }
    },
  },
  {
    name: 'a bundle that ends inside a frame is 400 bad-request, and the frame that it ends in is not kept',
    isWriting: true,
    async run(target) {
      const [first, second] = [randomBytes(1000), randomBytes(1000)];
      const cut = Buffer.concat([frameOf(first), frameOf(second).subarray(0, -1)]);
      expectProblem(await sendBundle(target, cut), [400, 'bad-request']);
      const blobs = [{ sha256: hashOf(second), bytes: second.length }];
      expectEqual('missing', (await missing(target, blobs)).length, 1);
    },
  },
  {
    name: 'a bundle of more documents than the policy allows is 413 too-large, with the limit',
    isWriting: true,
    async run(target) {
      const { bundle_files } = target.policy.limits;
      const bundle = Buffer.concat(
        Array.from({ length: bundle_files + 1 }, (_, index) => frameOf(Buffer.from(`${index}`))),
      );
      const reply = await sendBundle(target, bundle);
      expectProblem(reply, [413, 'too-large']);
      expectEqual('limit', (reply.json() as { limit?: unknown }).limit, bundle_files);
    },
  },
  {
    name: 'one sent whole is there, also the second time; with another hash it is 422 digest-mismatch',
    isWriting: true,
    async run(target) {
      const bytes = randomBytes(3000);
      const send = (sha256: string) => target.send(`/blobs/${sha256}`, { method: 'PUT', body: bytes });
      expectStatus(await send(hashOf(bytes)), 200, 201, 204);
      expectStatus(await send(hashOf(bytes)), 200, 201, 204);
      expectEqual('missing', await missing(target, [{ sha256: hashOf(bytes), bytes: bytes.length }]), []);
      const wrong = hashOf(randomBytes(8));
      expectProblem(await send(wrong), [422, 'digest-mismatch']);
      expectProblem(await target.send(`/blobs/${wrong}`), [404, 'not-found']);
    },
  },
]);

const ranges = group('Parts of documents', [
  {
    name: 'a range of one that was sent is a 206 with its bytes, and the whole for who had another one',
    isWriting: true,
    async run(target) {
      const bytes = randomBytes(3000);
      const path = `/blobs/${hashOf(bytes)}`;
      expectStatus(await target.send(path, { method: 'PUT', body: bytes }), 200, 201, 204);
      await expectPart(target, path, bytes);
      const range = { range: 'bytes=1000-1999' };
      const part = await target.send(path, { headers: { ...range, 'if-range': `"${hashOf(bytes)}"` } });
      expectStatus(part, 206);
      expectHeader(part, 'content-range', 'bytes 1000-1999/3000');
      expectEqual('the bytes of the range', part.body.equals(bytes.subarray(1000, 2000)), true);
      const other = { ...range, 'if-range': `"${hashOf(randomBytes(8))}"` };
      const whole = await target.send(path, { headers: other });
      expectStatus(whole, 200);
      expectEqual('the bytes', whole.body.equals(bytes), true);
    },
  },
]);

const composing = group('Documents made of others', [
  {
    name: 'parts that the ENT has and bytes of the request become a document',
    isWriting: true,
    capability: 'compose',
    async run(target) {
      const { original, composition, whole } = await compositionOn(target);
      const reply = expectFit(await target.post('/blobs/compose', { blobs: [composition] }), composeReply);
      expectEqual('results', reply.results, [{ result: hashOf(whole), outcome: 'stored' }]);
      const stored = (await target.send(`/blobs/${hashOf(whole)}`)).body;
      expectEqual('the bytes', stored.equals(whole), true);
      expectThat(original.length > 0, 'an original', 'none');
    },
  },
  {
    name: 'what cannot be made is refused by itself: a lacking part, another hash, another size, too many bytes',
    isWriting: true,
    capability: 'compose',
    async run(target) {
      const { composition, whole } = await compositionOn(target);
      const bulk = randomBytes(COMPOSE_INLINE_BYTES / 2 + 1).toString('base64');
      const blobs = [
        { ...composition, parts: [{ sha256: hashOf(randomBytes(8)) }] },
        { ...composition, result: hashOf(randomBytes(8)) },
        { ...composition, bytes: whole.length + 1 },
        { ...composition, parts: [{ bytes: bulk }, { bytes: bulk }] },
        composition,
      ];
      const { results } = expectFit(await target.post('/blobs/compose', { blobs }), composeReply);
      const codes = results.map(({ outcome, code }) => (outcome === 'stored' ? 'stored' : code));
      expectEqual('what became of each', codes, [
        'blob-missing',
        'corrupt',
        'invalid',
        'too-large',
        'stored',
      ]);
    },
  },
]);

export const documentChecks: readonly Check[] = [...reading, ...sending, ...ranges, ...composing];

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The hashes that the server says it lacks. */
export async function missing(
  target: Target,
  blobs: readonly { sha256: string; bytes: number }[],
): Promise<readonly string[]> {
  const asked = blobs.map(({ sha256, bytes }) => ({ sha256, bytes }));
  return expectFit(await target.post('/blobs/check', { blobs: asked }), blobCheckReply).missing;
}

/** A few documents that the feed names. @throws NothingToTry when there are none */
async function knownFiles(target: Target): Promise<readonly FileRef[]> {
  const bodies = (await target.changes()).flatMap(({ body }) => (body === null ? [] : [body]));
  const named = bodies.flatMap((body) => [body.file, ...(Array.isArray(body.files) ? body.files : [])]);
  const files = named.flatMap((file) => fileRef.safeParse(file).data ?? []);
  const byHash = new Map(
    files.filter(({ bytes }) => bytes <= LARGEST_BYTES).map((file) => [file.sha256, file]),
  );
  if (byHash.size === 0) throw new NothingToTry('the feed names no document');
  return [...byHash.values()].slice(0, 3);
}

async function expectPart(target: Target, path: string, whole: Buffer): Promise<void> {
  const from = Math.floor(whole.length / 2);
  const part = await target.send(path, { headers: { range: `bytes=${from}-` } });
  expectStatus(part, 206);
  expectHeader(part, 'content-range', `bytes ${from}-${whole.length - 1}/${whole.length}`);
  expectEqual('the bytes from there on', part.body.equals(whole.subarray(from)), true);
}

async function compositionOn(target: Target) {
  const [original, tail] = [randomBytes(5000), randomBytes(300)];
  expectStatus(
    await target.send(`/blobs/${hashOf(original)}`, { method: 'PUT', body: original }),
    200,
    201,
    204,
  );
  const whole = Buffer.concat([original, tail]);
  const parts = [{ sha256: hashOf(original) }, { bytes: tail.toString('base64') }];
  return { original, whole, composition: { result: hashOf(whole), bytes: whole.length, parts } };
}

export function sendBundle(target: Target, body: Buffer<ArrayBuffer>) {
  const headers = { 'content-type': 'application/octet-stream' };
  return target.send('/blobs/bundle', { method: 'POST', headers, body });
}

export function frameOf(bytes: Buffer): Buffer<ArrayBuffer> {
  return Buffer.concat([frameHead(hashOf(bytes), bytes.length), bytes]);
}

function framesOf(stream: Buffer): { sha256: string; bytes: Buffer }[] {
  const frames: { sha256: string; bytes: Buffer }[] = [];
  const parser = new FrameParser();
  for (const event of parser.push(stream)) {
    if (event.type === 'begin') frames.push({ sha256: event.sha256, bytes: Buffer.alloc(0) });
    const last = frames.at(-1);
    if (event.type === 'bytes' && last !== undefined) last.bytes = Buffer.concat([last.bytes, event.bytes]);
  }
  expectThat(
    parser.isBetweenFrames,
    `frames of ${FRAME_HEAD_BYTES} bytes and their documents`,
    'a frame cut short',
  );
  return frames;
}
