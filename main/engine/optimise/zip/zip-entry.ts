/** Something in an archive that we do not know how to write again as it was. */
export class ZipIrregularity extends Error {
  override readonly name = 'ZipIrregularity';
}

export const STORED = 0;
export const DEFLATED = 8;

/** One member of an archive, as its directory tells of it. */
export interface ZipEntry {
  readonly name: string;
  readonly nameBytes: Buffer;
  readonly method: number;
  readonly flags: number;
  /** DOS time and date, in their four bytes. */
  readonly modifiedAt: number;
  readonly crc: number;
  /** Unpacked, as announced. */
  readonly sizeBytes: number;
  readonly packed: Buffer;
  readonly madeBy: number;
  readonly neededVersion: number;
  readonly internalAttributes: number;
  readonly externalAttributes: number;
  readonly comment: Buffer;
  /** The name in Unicode, as Info-ZIP adds it; the other extra fields (finer times, owners' numbers) are not kept. */
  readonly unicodePath: Buffer;
  /** Where the member, header included, lies in the archive. */
  readonly startsAt: number;
  readonly endsAt: number;
}

export const LOCAL_ENTRY = 0x04034b50;
export const DIRECTORY_ENTRY = 0x02014b50;

const ENCRYPTED_FLAG = 0x0001;
const UTF8_FLAG = 0x0800;
const UNICODE_PATH_FIELD = 0x7075;
/** Sizes and offsets that stand in the 64-bit extra field instead. */
const ELSEWHERE = 0xffffffff;

const LOCAL_BYTES = 30;
const DIRECTORY_BYTES = 46;

const UNIX = 3;
const FILE_TYPE_BITS = 0o170000;
const SYMBOLIC_LINK = 0o120000;

export function isEncrypted({ flags }: ZipEntry): boolean {
  return (flags & ENCRYPTED_FLAG) !== 0;
}

export function isFolder({ name }: ZipEntry): boolean {
  return name.endsWith('/');
}

export function isSymbolicLink({ madeBy, externalAttributes }: ZipEntry): boolean {
  return madeBy >> 8 === UNIX && ((externalAttributes >>> 16) & FILE_TYPE_BITS) === SYMBOLIC_LINK;
}

/** Reads the entry at `at` in the directory, and what it points to. Throws `ZipIrregularity`. */
export function readZipEntry(
  bytes: Buffer,
  at: number,
  directoryAt: number,
): { entry: ZipEntry; nextAt: number } {
  if (at + DIRECTORY_BYTES > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY)
    throw new ZipIrregularity('no directory entry');
  const nameAt = at + DIRECTORY_BYTES;
  const extraAt = nameAt + bytes.readUInt16LE(at + 28);
  const commentAt = extraAt + bytes.readUInt16LE(at + 30);
  const nextAt = commentAt + bytes.readUInt16LE(at + 32);
  if (nextAt > bytes.length) throw new ZipIrregularity('the directory is cut short');
  const nameBytes = bytes.subarray(nameAt, extraAt);
  const flags = bytes.readUInt16LE(at + 8);
  const packedBytes = bytes.readUInt32LE(at + 20);
  const sizeBytes = bytes.readUInt32LE(at + 24);
  const startsAt = bytes.readUInt32LE(at + 42);
  if ([packedBytes, sizeBytes, startsAt].includes(ELSEWHERE)) throw new ZipIrregularity('64-bit sizes');
  const packedAt = findPacked(bytes, startsAt, nameBytes);
  const endsAt = packedAt + packedBytes;
  if (endsAt > directoryAt) throw new ZipIrregularity('a member reaches into the directory');
  const entry: ZipEntry = {
    name: nameBytes.toString((flags & UTF8_FLAG) === 0 ? 'latin1' : 'utf8'),
    nameBytes,
    method: bytes.readUInt16LE(at + 10),
    flags,
    modifiedAt: bytes.readUInt32LE(at + 12),
    crc: bytes.readUInt32LE(at + 16),
    sizeBytes,
    packed: bytes.subarray(packedAt, endsAt),
    madeBy: bytes.readUInt16LE(at + 4),
    neededVersion: bytes.readUInt16LE(at + 6),
    internalAttributes: bytes.readUInt16LE(at + 36),
    externalAttributes: bytes.readUInt32LE(at + 38),
    comment: bytes.subarray(commentAt, nextAt),
    unicodePath: findField(bytes.subarray(extraAt, commentAt), UNICODE_PATH_FIELD),
    startsAt,
    endsAt,
  };
  return { entry, nextAt };
}

function findPacked(bytes: Buffer, startsAt: number, nameBytes: Buffer): number {
  if (startsAt + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(startsAt) !== LOCAL_ENTRY)
    throw new ZipIrregularity('no member where the directory says');
  const nameAt = startsAt + LOCAL_BYTES;
  const extraAt = nameAt + bytes.readUInt16LE(startsAt + 26);
  if (!bytes.subarray(nameAt, extraAt).equals(nameBytes)) throw new ZipIrregularity('a member has two names');
  return extraAt + bytes.readUInt16LE(startsAt + 28);
}

/** An extra field with its head; empty if there is none. */
function findField(extra: Buffer, id: number): Buffer {
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id && end <= extra.length) return extra.subarray(at, end);
    at = end;
  }
  return Buffer.alloc(0);
}
