import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tightDeflate, usualDeflate } from './tight-deflate.ts';

/** Words of a page's content, as one that draws is made of. */
function contentOf(lines: number): Buffer {
  let [text, seed] = ['', 7];
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let line = 0; line < lines; line += 1)
    text += `${next(600)}.${next(100)} ${next(800)} Td [(${'abcdefgh'.slice(next(7))})-${next(300)}(ment)]TJ\n`;
  return Buffer.from(text);
}

const expectSame = (bytes: Uint8Array) => {
  const packed = tightDeflate(bytes);
  expect(Buffer.compare(inflateSync(packed), bytes)).toBe(0);
  expect(packed.length).toBeLessThanOrEqual(usualDeflate(bytes).length);
  return packed;
};

describe('packing tightly', () => {
  it('takes fewer bytes than zlib for what pages draw, and always the same ones', () => {
    const content = contentOf(4_000);
    const packed = expectSame(content);
    expect(packed.length).toBeLessThan(usualDeflate(content).length * 0.97);
    expect(Buffer.compare(tightDeflate(content), packed)).toBe(0);
  });

  it('gives back any bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 40 })), { maxLength: 30 }),
        (pieces) => {
          const repeated = pieces.flatMap(([piece, times]) => Array<Uint8Array>(times + 1).fill(piece));
          expectSame(Buffer.concat(repeated));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives back what is one byte over and over, longer than a block', () => {
    expectSame(Buffer.alloc(900_001, 65));
  });

  it('finds what lies as far back as can be told, and nothing further', () => {
    const noise = Buffer.from(
      Array.from({ length: 40_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 24),
    );
    const far = noise.subarray(0, 32_768);
    for (const gap of [0, 1]) expectSame(Buffer.concat([far, Buffer.alloc(gap), far.subarray(0, 400), far]));
  });

  it('packs codes of very unlike frequencies into words that are not too long', () => {
    // Fibonacci's numbers make the deepest of trees: thirty levels, where fifteen are allowed.
    const bytes: number[] = [];
    for (let [a, b, symbol] = [1, 1, 0]; symbol < 24; [a, b, symbol] = [b, a + b, symbol + 1])
      for (let times = 0; times < a; times += 1) bytes.push(symbol * 9 + 1);
    let seed = 1;
    for (let at = bytes.length - 1; at > 0; at -= 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      const other = seed % (at + 1);
      [bytes[at], bytes[other]] = [bytes[other] as number, bytes[at] as number];
    }
    expectSame(Uint8Array.from(bytes));
  });
});
