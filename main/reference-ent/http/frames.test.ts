import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, frameHead, framesIn } from './frames.ts';

const blobs = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
const framed = (files: readonly Uint8Array[]) =>
  Buffer.concat(
    files.flatMap((bytes) => [
      frameHead(createHash('sha256').update(bytes).digest('hex'), bytes.length),
      bytes,
    ]),
  );

const NO_LIMITS = { files: 100, bytes: 1_000_000 };

async function parse(bundle: Buffer, chunkBytes: number, limits = NO_LIMITS): Promise<Frame[]> {
  const chunks = [];
  for (let at = 0; at < bundle.length; at += chunkBytes) chunks.push(bundle.subarray(at, at + chunkBytes));
  const found: Frame[] = [];
  for await (const frame of framesIn(chunks, limits)) found.push(frame);
  return found;
}

test('frames come back as they were put together, wherever the chunks begin and end', () =>
  fc.assert(
    fc.asyncProperty(blobs, fc.integer({ min: 1, max: 300 }), async (files, chunkBytes) => {
      const found = await parse(framed(files), chunkBytes);
      expect(found.map(({ bytes }) => [...bytes])).toEqual(files.map((bytes) => [...bytes]));
    }),
  ));

test('a bundle cut anywhere but between two frames is refused, after what came whole', () =>
  fc.assert(
    fc.asyncProperty(blobs, fc.nat(), async (files, place) => {
      const whole = framed(files);
      const cut = whole.length === 0 ? 0 : place % whole.length;
      const ends = [0];
      for (const bytes of files) ends.push((ends.at(-1) ?? 0) + 40 + bytes.length);
      const found: Frame[] = [];
      const reading = (async () => {
        for await (const frame of framesIn([whole.subarray(0, cut)], NO_LIMITS)) found.push(frame);
      })();
      if (ends.includes(cut)) await reading;
      else await expect(reading).rejects.toThrow('inside a frame');
      expect(found).toHaveLength(ends.filter((end) => end > 0 && end <= cut).length);
    }),
  ));

test('a bundle above a limit is refused where it passes it', async () => {
  const bundle = framed([new Uint8Array(10), new Uint8Array(10)]);
  await expect(parse(bundle, 7, { files: 1, bytes: 1000 })).rejects.toThrow('too many files');
  await expect(parse(bundle, 7, { files: 9, bytes: 60 })).rejects.toThrow('too large');
});
