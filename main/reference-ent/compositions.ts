import { Readable } from 'node:stream';
import {
  COMPOSE_INLINE_BYTES,
  type ComposePart,
  type ComposeReply,
  type ComposeRequest,
} from '../engine/connectors/ent/wire.ts';
import type { BlobStore, ExpectedBlob } from './blob-store.ts';
import { EntProblem } from './problem.ts';

type Composition = ComposeRequest['blobs'][number];

/** The words of a refusal, by the problem that stopped it. Others (a full disk, a fault) fail the whole request. */
const REFUSALS: Readonly<Record<string, string>> = {
  'digest-mismatch': 'corrupt',
  'too-large': 'too-large',
  quota: 'quota',
};

/** Makes blobs of blobs, each by itself: what cannot be made is refused, and the others stand. */
export async function compose(
  blobs: BlobStore,
  compositions: readonly Composition[],
  expected: (sha256: string) => ExpectedBlob,
): Promise<ComposeReply> {
  const results: ComposeReply['results'] = [];
  for (const composition of compositions) {
    const { result } = composition;
    const code = await composeOne(blobs, composition, expected(result));
    results.push(code === null ? { result, outcome: 'stored' } : { result, outcome: 'refused', code });
  }
  return { results };
}

/** Why it cannot be made, or null: it exists. */
async function composeOne(
  blobs: BlobStore,
  { bytes, parts }: Composition,
  expected: ExpectedBlob,
): Promise<string | null> {
  const inlineBytes = parts.reduce((sum, part) => sum + ('bytes' in part ? inline(part).length : 0), 0);
  if (inlineBytes > COMPOSE_INLINE_BYTES) return 'too-large';
  const sizes = parts.map((part) => sizeOf(blobs, part, expected.accountId));
  if (sizes.includes(null)) return 'blob-missing';
  const sizeBytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  if (sizeBytes !== bytes) return 'invalid';
  try {
    await blobs.receive(Readable.from(readParts(blobs, parts), { objectMode: false }), expected);
    return null;
  } catch (error) {
    const refusal = error instanceof EntProblem ? REFUSALS[error.code] : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

async function* readParts(blobs: BlobStore, parts: readonly ComposePart[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    if ('bytes' in part) yield inline(part);
    else yield* blobs.read(part.sha256) as AsyncIterable<Buffer>;
  }
}

function sizeOf(blobs: BlobStore, part: ComposePart, accountId: string): number | null {
  if ('bytes' in part) return inline(part).length;
  return blobs.isThere(part.sha256) ? blobs.sizeFor(accountId, part.sha256) : null;
}

function inline(part: { bytes: string }): Buffer {
  return Buffer.from(part.bytes, 'base64');
}
