import { createHash } from 'node:crypto';
import type { Composition } from '../connectors/adapter-types.ts';
import { COMPOSE_INLINE_BYTES, COMPOSE_PARTS_MAX } from '../connectors/ent/wire.ts';

/** A blob that the ENT has. */
export interface KnownBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

type Part = Composition['parts'][number];

/** Naming a blob costs about a hundred bytes: below this it is simpler to send the bytes. */
const WORTH_NAMING_BYTES = 1024;
/** Marks that look like a JPEG's beginning, tried before giving up: a photographed copy has a page or a few. */
const JPEG_MARKS_AT_MOST = 64;
const JPEG_MARK = Buffer.from([0xff, 0xd8, 0xff]);

/**
 * Describes a file by what the ENT has of it: a document at its beginning (a PDF annotated by an incremental update), and
 * JPEGs that lie in it untouched (a photographed copy made into a PDF).
 *
 * Null when too much would be left to send for it to be worth the while.
 */
export function compositionOf(file: Buffer, known: readonly KnownBlob[]): Part[] | null {
  const blobs = known.filter(({ sizeBytes }) => sizeBytes >= WORTH_NAMING_BYTES);
  const jpegs = blobs.filter(({ mediaType }) => mediaType === 'image/jpeg');
  const parts: Part[] = [];
  const first = longestAt(file, 0, blobs);
  let sentUpTo = first?.sizeBytes ?? 0;
  if (first !== null) parts.push({ sha256: first.sha256 });
  let inlineBytes = 0;
  const addInline = (to: number) => {
    if (to > sentUpTo) parts.push({ bytes: file.subarray(sentUpTo, to) });
    inlineBytes += to - sentUpTo;
  };
  let marks = 0;
  for (let at = nextMark(file, sentUpTo, jpegs); at >= 0; ) {
    if (++marks > JPEG_MARKS_AT_MOST || inlineBytes + at - sentUpTo > COMPOSE_INLINE_BYTES) break;
    const jpeg = longestAt(file, at, jpegs);
    if (jpeg !== null) {
      addInline(at);
      parts.push({ sha256: jpeg.sha256 });
      sentUpTo = at + jpeg.sizeBytes;
    }
    at = nextMark(file, jpeg === null ? at + 1 : sentUpTo, jpegs);
  }
  addInline(file.length);
  const isWorthIt = parts.some((part) => 'sha256' in part) && inlineBytes <= COMPOSE_INLINE_BYTES;
  return isWorthIt && parts.length <= COMPOSE_PARTS_MAX ? parts : null;
}

function nextMark(file: Buffer, from: number, jpegs: readonly KnownBlob[]): number {
  return jpegs.length === 0 ? -1 : file.indexOf(JPEG_MARK, from);
}

/** The longest of the blobs whose bytes the file has at `at`; one pass over the file, whatever their number. */
function longestAt(file: Buffer, at: number, blobs: readonly KnownBlob[]): KnownBlob | null {
  const bySize = blobs
    .filter(({ sizeBytes }) => at + sizeBytes <= file.length)
    .sort((a, b) => a.sizeBytes - b.sizeBytes);
  const hash = createHash('sha256');
  let hashedUpTo = at;
  let digest = '';
  let longest: KnownBlob | null = null;
  for (const blob of bySize) {
    const end = at + blob.sizeBytes;
    if (end > hashedUpTo) {
      hash.update(file.subarray(hashedUpTo, end));
      hashedUpTo = end;
      digest = '';
    }
    if (digest === '') digest = hash.copy().digest('hex');
    if (digest === blob.sha256) longest = blob;
  }
  return longest;
}
