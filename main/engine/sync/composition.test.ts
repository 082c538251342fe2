import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPOSE_INLINE_BYTES } from '../connectors/ent/wire.ts';
import { compositionOf, type KnownBlob } from './composition.ts';

const known = (bytes: Buffer, mediaType = 'application/pdf'): KnownBlob => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sizeBytes: bytes.length,
  mediaType,
});
const noise = (length: number, seed: number) =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 31 + seed * 17 + (index >> 7)) % 251));
const jpeg = (length: number, seed: number) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise(length, seed)]);

test('an annotated PDF is its original and what follows', () => {
  const original = noise(50_000, 1);
  const tail = Buffer.from('update');
  expect(compositionOf(Buffer.concat([original, tail]), [known(noise(20_000, 2)), known(original)])).toEqual([
    { sha256: known(original).sha256 },
    { bytes: tail },
  ]);
});

test('of two versions that it begins with, the longer one is named', () => {
  const original = noise(50_000, 1);
  const annotated = Buffer.concat([original, noise(3000, 3)]);
  const twice = Buffer.concat([annotated, Buffer.from('more')]);
  expect(compositionOf(twice, [known(original), known(annotated)])?.[0]).toEqual({
    sha256: known(annotated).sha256,
  });
});

test('a PDF made of photographs is its head, each JPEG untouched, and what lies between', () => {
  const pages = [jpeg(40_000, 4), jpeg(30_000, 5)] as const;
  const [head, between, tail] = [Buffer.from('%PDF head'), Buffer.from('between'), Buffer.from('tail')];
  const file = Buffer.concat([head, pages[0], between, pages[1], tail]);
  const blobs = pages.map((page) => known(page, 'image/jpeg'));
  expect(compositionOf(file, blobs)).toEqual([
    { bytes: head },
    { sha256: blobs[0]?.sha256 },
    { bytes: between },
    { sha256: blobs[1]?.sha256 },
    { bytes: tail },
  ]);
});

test('a file of which too much is new goes the ordinary way', () => {
  const original = noise(50_000, 1);
  expect(
    compositionOf(Buffer.concat([original, noise(COMPOSE_INLINE_BYTES + 1, 2)]), [known(original)]),
  ).toBeNull();
  expect(compositionOf(noise(5000, 1), [])).toBeNull();
});

test('the parts put together are the file, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(5)), { maxLength: 8 }), (pieces) => {
      const blobs = new Map<string, Buffer>();
      const file = Buffer.concat(
        pieces.map(([isKnown, seed]) => {
          const bytes = isKnown ? jpeg(2000 + seed * 10, seed) : noise(100 + seed, seed);
          if (isKnown) blobs.set(known(bytes).sha256, bytes);
          return bytes;
        }),
      );
      const parts = compositionOf(
        file,
        [...blobs.values()].map((bytes) => known(bytes, 'image/jpeg')),
      );
      if (parts === null) return;
      const joined = parts.map((part) =>
        'bytes' in part ? part.bytes : (blobs.get(part.sha256) ?? Buffer.alloc(0)),
      );
      expect(Buffer.concat(joined).equals(file)).toBe(true);
    }),
  );
});
