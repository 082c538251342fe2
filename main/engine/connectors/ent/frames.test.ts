import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameHead, readFrames } from './frames.ts';

const blobs = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 });

function framesOf(contents: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    contents.flatMap((bytes) => [
      frameHead(createHash('sha256').update(bytes).digest('hex'), bytes.byteLength),
      bytes,
    ]),
  );
}

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.byteLength; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function collector() {
  const whole: { sha256: string; bytes: Buffer }[] = [];
  let current: { sha256: string; parts: Uint8Array[] } | null = null;
  return {
    whole,
    sink: {
      begin: async (sha256: string) => {
        current = { sha256, parts: [] };
      },
      write: async (chunk: Uint8Array) => {
        current?.parts.push(Buffer.from(chunk));
      },
      end: async () => {
        if (current !== null) whole.push({ sha256: current.sha256, bytes: Buffer.concat(current.parts) });
        current = null;
      },
    },
  };
}

test('frames arrive whole wherever the line cuts them', async () => {
  await fc.assert(
    fc.asyncProperty(
      blobs,
      fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 5 }),
      async (contents, sizes) => {
        const { whole, sink } = collector();
        await readFrames(cut(framesOf(contents), sizes), sink);
        expect(whole.map(({ bytes }) => bytes.toString('hex'))).toEqual(
          contents.map((bytes) => Buffer.from(bytes).toString('hex')),
        );
        for (const { sha256, bytes } of whole)
          expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      },
    ),
    { verbose: 1 },
  );
});

test('a reply that ends inside a frame is a cut, and what came before it stays', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      async (contents, at) => {
        const bytes = framesOf(contents);
        const kept = 1 + (at % (bytes.byteLength - 1));
        const boundaries = contents.map((_, index) => framesOf(contents.slice(0, index + 1)).byteLength);
        fc.pre(!boundaries.includes(kept));
        const { whole, sink } = collector();
        await expect(readFrames(cut(bytes.subarray(0, kept), [13]), sink)).rejects.toMatchObject({
          code: 'ent/unreachable',
        });
        expect(whole).toHaveLength(boundaries.filter((end) => end < kept).length);
      },
    ),
    { verbose: 1 },
  );
});
