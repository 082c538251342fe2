import { createHash, randomBytes } from 'node:crypto';
import { type Check, group } from './check.ts';
import { hashOf, missing } from './document-checks.ts';
import { expectEqual, expectHeader, expectProblem, expectStatus, Mismatch } from './expectations.ts';
import type { Reply } from './reply.ts';
import type { Target } from './target.ts';

/** One of the two shapes of uploads in pieces. */
interface Shape {
  readonly capability: 'resumable' | 'tus';
  readonly title: string;
  readonly address: string;
  begin(bytes: Buffer): Record<string, string>;
  piece(offset: number, isLast: boolean): Record<string, string>;
  readonly common: Record<string, string>;
}

const SHAPES: readonly Shape[] = [
  {
    capability: 'resumable',
    title: 'Documents in pieces (draft-15)',
    address: '/blobs',
    begin: (bytes) => ({
      'upload-complete': '?0',
      'upload-length': `${bytes.length}`,
      'repr-digest': `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`,
    }),
    piece: (offset, isLast) => ({
      'content-type': 'application/partial-upload',
      'upload-offset': `${offset}`,
      'upload-complete': isLast ? '?1' : '?0',
    }),
    common: {},
  },
  {
    capability: 'tus',
    title: 'Documents in pieces (tus 1.0.0)',
    address: '/tus',
    begin: (bytes) => ({
      'upload-length': `${bytes.length}`,
      'upload-metadata': `sha256 ${Buffer.from(hashOf(bytes)).toString('base64')}`,
    }),
    piece: (offset) => ({
      'content-type': 'application/offset+octet-stream',
      'upload-offset': `${offset}`,
    }),
    common: { 'tus-resumable': '1.0.0' },
  },
];

type Trial = (target: Target, shape: Shape) => Promise<void>;

const TRIALS: readonly (readonly [name: string, trial: Trial])[] = [
  [
    'the document is there after its last piece, and not before',
    async (target, shape) => {
      const { bytes, half } = documentFor(target);
      const path = await begin(target, shape, bytes);
      const first = await send(target, shape, { path, offset: 0, piece: bytes.subarray(0, half) });
      expectStatus(first, 200, 204);
      expectHeader(first, 'upload-offset', `${half}`);
      expectEqual('missing before the end', (await missingOf(target, bytes)).length, 1);
      const rest = { path, offset: half, piece: bytes.subarray(half), isLast: true };
      expectStatus(await send(target, shape, rest), 200, 201, 204);
      expectEqual('missing after it', await missingOf(target, bytes), []);
    },
  ],
  [
    'HEAD tells how far it is; a piece that begins elsewhere is 409 with the right offset',
    async (target, shape) => {
      const { bytes, half } = documentFor(target);
      const path = await begin(target, shape, bytes);
      await send(target, shape, { path, offset: 0, piece: bytes.subarray(0, half) });
      const state = await target.send(path, { method: 'HEAD', headers: shape.common });
      expectStatus(state, 200, 204);
      expectHeader(state, 'upload-offset', `${half}`);
      const wrong = await send(target, shape, { path, offset: 0, piece: bytes.subarray(0, half) });
      expectProblem(wrong, [409, 'offset-mismatch']);
      expectHeader(wrong, 'upload-offset', `${half}`);
    },
  ],
  [
    'other bytes than announced are 422 digest-mismatch, and nothing of them is kept',
    async (target, shape) => {
      const { bytes, half } = documentFor(target);
      const path = await begin(target, shape, bytes);
      const other = randomBytes(bytes.length);
      await send(target, shape, { path, offset: 0, piece: other.subarray(0, half) });
      const rest = { path, offset: half, piece: other.subarray(half), isLast: true };
      expectProblem(await send(target, shape, rest), [422, 'digest-mismatch']);
      expectStatus(await target.send(path, { method: 'HEAD', headers: shape.common }), 404, 410);
      expectEqual('missing', (await missingOf(target, bytes)).length, 1);
    },
  ],
  [
    'one that is given up is gone',
    async (target, shape) => {
      const path = await begin(target, shape, documentFor(target).bytes);
      expectStatus(await target.send(path, { method: 'DELETE', headers: shape.common }), 200, 204);
      expectStatus(await target.send(path, { method: 'HEAD', headers: shape.common }), 404, 410);
    },
  ],
  [
    'a document beyond the policy’s limit is 413 too-large before a byte of it is sent',
    async (target, shape) => {
      const headers = {
        ...shape.common,
        ...shape.begin(Buffer.from('x')),
        'upload-length': `${target.policy.limits.blob_bytes + 1}`,
      };
      expectProblem(await target.send(shape.address, { method: 'POST', headers }), [413, 'too-large']);
    },
  ],
  [
    'a document of as many bytes as the policy allows may begin',
    async (target, shape) => {
      // No byte of it is sent: it is given up at once.
      const path = await begin(target, shape, randomBytes(8), target.policy.limits.blob_bytes);
      expectStatus(await target.send(path, { method: 'DELETE', headers: shape.common }), 200, 204);
    },
  ],
];

export const uploadChecks: readonly Check[] = SHAPES.flatMap((shape) =>
  group(
    shape.title,
    TRIALS.map(([name, trial]) => ({
      name,
      isWriting: true,
      capability: shape.capability,
      run: (target: Target) => trial(target, shape),
    })),
  ),
);

/** Two pieces, each as small as the policy lets it be. */
function documentFor({ policy }: Target): { bytes: Buffer<ArrayBuffer>; half: number } {
  const half = Math.max(policy.limits.chunk_min_bytes ?? 0, 1000);
  return { bytes: randomBytes(half + 500), half };
}

/** Opens an upload; where its pieces go, below the API's prefix. */
async function begin(
  target: Target,
  shape: Shape,
  bytes: Buffer,
  lengthBytes = bytes.length,
): Promise<string> {
  const headers = { ...shape.common, ...shape.begin(bytes), 'upload-length': `${lengthBytes}` };
  const reply = await target.send(shape.address, { method: 'POST', headers });
  expectStatus(reply, 201);
  const location = reply.headers.get('location');
  if (location === null) throw new Mismatch('Location', 'no Location');
  const prefix = `${target.url}/sync/v1`;
  const { href } = new URL(location, `${prefix}${shape.address}`);
  if (!href.startsWith(`${prefix}/`)) throw new Mismatch(`a Location below ${prefix}`, 'another address');
  return href.slice(prefix.length);
}

function send(
  target: Target,
  shape: Shape,
  {
    path,
    offset,
    piece,
    isLast = false,
  }: {
    path: string;
    offset: number;
    piece: Buffer<ArrayBuffer>;
    isLast?: boolean;
  },
): Promise<Reply> {
  const headers = { ...shape.common, ...shape.piece(offset, isLast) };
  return target.send(path, { method: 'PATCH', headers, body: piece });
}

function missingOf(target: Target, bytes: Buffer): Promise<readonly string[]> {
  return missing(target, [{ sha256: hashOf(bytes), bytes: bytes.length }]);
}
