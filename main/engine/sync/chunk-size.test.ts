import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextChunkBytes } from './chunk-size.ts';

const MB = 1024 * 1024;
const limits = { min: MB / 4, max: 16 * MB };

test('pieces stay within the limits, and on a steady line they come to take ten seconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8 * 1024, max: 1_500 * 1024 }), (bytesPerS) => {
      let chunkBytes = 2 * MB;
      for (let piece = 0; piece < 12; piece += 1) {
        const tookMs = (chunkBytes / bytesPerS) * 1000;
        chunkBytes = nextChunkBytes(chunkBytes, { sentBytes: chunkBytes, tookMs }, limits);
        expect(chunkBytes).toBeGreaterThanOrEqual(limits.min);
        expect(chunkBytes).toBeLessThanOrEqual(limits.max);
      }
      const isAtLimit = chunkBytes === limits.min || chunkBytes === limits.max;
      if (!isAtLimit) expect(Math.abs(chunkBytes / bytesPerS - 10)).toBeLessThan(0.01);
    }),
  );
});

test('a piece that was cut halves the next one, and an instant one doubles it', () => {
  const cut = { sentBytes: MB, tookMs: Number.POSITIVE_INFINITY };
  expect(nextChunkBytes(2 * MB, cut, limits)).toBe(MB);
  expect(nextChunkBytes(MB / 4, cut, limits)).toBe(MB / 4);
  expect(nextChunkBytes(2 * MB, { sentBytes: 2 * MB, tookMs: 0 }, limits)).toBe(4 * MB);
});
