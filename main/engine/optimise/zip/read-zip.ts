import { DocumentRefusal } from '../recipe.ts';
import { readZipEntry, type ZipEntry, ZipIrregularity } from './zip-entry.ts';

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly comment: Buffer;
}

/** Office and school archives hold hundreds; what holds more than this is not looked into. */
const MAX_ENTRIES = 10_000;

const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;

/**
 * Reads what an archive holds, unpacking nothing.
 *
 * Strict: every reader must see the same members, one after the other, under the same names. Throws `ZipIrregularity` for
 * an archive that readers could understand in more than one way or that needs the 64-bit format, `DocumentRefusal`
 * `damaged` for one without its directory.
 */
export function readZip(bytes: Buffer): ZipArchive {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const directoryAt = bytes.readUInt32LE(end + 16);
  const isInOnePart = bytes.readUInt32LE(end + 4) === 0 && bytes.readUInt16LE(end + 8) === count;
  if (!isInOnePart || count > MAX_ENTRIES) throw new ZipIrregularity('parts or too many members');
  if (directoryAt + bytes.readUInt32LE(end + 12) !== end)
    throw new ZipIrregularity('the directory is not at its place');
  const entries: ZipEntry[] = [];
  let at = directoryAt;
  for (let index = 0; index < count; index += 1) {
    const entry = readZipEntry(bytes, at, directoryAt);
    entries.push(entry.entry);
    at = entry.nextAt;
  }
  if (at !== end) throw new ZipIrregularity('the directory has another length');
  assertApart(entries);
  return { entries, comment: bytes.subarray(end + END_BYTES) };
}

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    if (at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw new DocumentRefusal('damaged');
}

/** No two members of one name, and none inside another: so that nothing is unpacked twice, nor understood in two ways. */
function assertApart(entries: readonly ZipEntry[]): void {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) throw new ZipIrregularity('two members of one name');
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.startsAt - b.startsAt)) {
    if (entry.startsAt < end) throw new ZipIrregularity('members overlap');
    end = entry.endsAt;
  }
}
