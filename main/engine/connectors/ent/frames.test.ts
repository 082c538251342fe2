import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_HEAD_BYTES, type FrameEvent, FrameParser, frameHead } from './frames.ts';

const blob = fc.record({
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  bytes: fc.uint8Array({ maxLength: 300 }),
});
const blobs = fc.array(blob, { maxLength: 6 });
const chunkSizes = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 5 });

type Blob = { sha256: string; bytes: Uint8Array };

function framesOf(contents: readonly Blob[]): Buffer {
  return Buffer.concat(contents.flatMap(({ sha256, bytes }) => [frameHead(sha256, bytes.byteLength), bytes]));
}

/** The blobs that a parser makes of bytes cut into chunks, and whether it ended between two of them. */
function parse(bytes: Buffer, sizes: readonly number[]) {
  const parser = new FrameParser();
  const events: FrameEvent[] = [];
  for (let at = 0, turn = 0; at < bytes.byteLength; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    events.push(...parser.push(bytes.subarray(at, at + size)));
    at += size;
  }
  const whole: { sha256: string; sizeBytes: number; text: string }[] = [];
  let open: { sha256: string; sizeBytes: number; parts: Uint8Array[] } | null = null;
  for (const event of events) {
    if (event.type === 'begin') open = { ...event, parts: [] };
    if (event.type === 'bytes') open?.parts.push(event.bytes);
    if (event.type !== 'end' || open === null) continue;
    const { sha256, sizeBytes, parts } = open;
    whole.push({ sha256, sizeBytes, text: Buffer.concat(parts).toString('hex') });
    open = null;
  }
  return { whole, isBetweenFrames: parser.isBetweenFrames };
}

const told = ({ sha256, bytes }: Blob) => ({
  sha256,
  sizeBytes: bytes.byteLength,
  text: Buffer.from(bytes).toString('hex'),
});

test('blobs come out whole wherever the line cuts their frames', () => {
  fc.assert(
    fc.property(blobs, chunkSizes, (contents, sizes) => {
      expect(parse(framesOf(contents), sizes)).toEqual({ whole: contents.map(told), isBetweenFrames: true });
    }),
  );
});

test('bytes that end inside a frame are known for cut, and what was whole before stays', () => {
  fc.assert(
    fc.property(
      fc.array(blob, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      chunkSizes,
      (contents, at, sizes) => {
        const bytes = framesOf(contents);
        const kept = at % bytes.byteLength;
        const ends = contents.map((_, index) => framesOf(contents.slice(0, index + 1)).byteLength);
        const { whole, isBetweenFrames } = parse(bytes.subarray(0, kept), sizes);
        expect(whole).toEqual(contents.slice(0, ends.filter((end) => end <= kept).length).map(told));
        expect(isBetweenFrames).toBe(kept === 0 || ends.includes(kept));
      },
    ),
  );
});

test('a length that no file has is no frame', () => {
  const head = Buffer.alloc(FRAME_HEAD_BYTES, 0xff);
  expect(() => [...new FrameParser().push(head)]).toThrowError(
    expect.objectContaining({ code: 'ent/not-an-ent' }),
  );
});

test('the bytes of a blob are passed on without a copy', () => {
  const bytes = framesOf([{ sha256: '0'.repeat(64), bytes: Buffer.alloc(1000, 7) }]);
  const [, passed] = [...new FrameParser().push(bytes)];
  expect(passed?.type === 'bytes' && passed.bytes.buffer).toBe(bytes.buffer);
});
