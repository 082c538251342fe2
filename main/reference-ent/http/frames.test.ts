import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameHead, parseFrames } from './frames.ts';

const blobs = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
const framed = (files: readonly Uint8Array[]) =>
  Buffer.concat(
    files.flatMap((bytes) => [
      frameHead(createHash('sha256').update(bytes).digest('hex'), bytes.length),
      bytes,
    ]),
  );

test('frames come back as they were put together', () => {
  fc.assert(
    fc.property(blobs, (files) => {
      const found = parseFrames(framed(files));
      expect(found.map(({ bytes }) => [...bytes])).toEqual(files.map((bytes) => [...bytes]));
    }),
  );
});

test('a bundle cut anywhere but between two frames is refused', () => {
  fc.assert(
    fc.property(blobs, fc.nat(), (files, place) => {
      const whole = framed(files);
      const cut = whole.length === 0 ? 0 : place % whole.length;
      const ends = [0];
      for (const bytes of files) ends.push((ends.at(-1) ?? 0) + 40 + bytes.length);
      if (ends.includes(cut)) expect(parseFrames(whole.subarray(0, cut))).toHaveLength(ends.indexOf(cut));
      else expect(() => parseFrames(whole.subarray(0, cut))).toThrow('inside a frame');
    }),
  );
});
