import { constants, crc32, deflateRawSync } from 'node:zlib';
import { DEFLATED, DIRECTORY_ENTRY, LOCAL_ENTRY, STORED, type ZipEntry } from './zip-entry.ts';

/** A member to be written: as the original had it, or with another content, another name. */
export interface ZipMember {
  readonly entry: ZipEntry;
  /** Undefined: packed as it was. */
  readonly content?: Buffer | undefined;
  /** ASCII, in place of the entry's own. */
  readonly name?: string | undefined;
  /** Never packed: the first member of OpenDocument files says what they are, in the clear. */
  readonly mustBeStored?: boolean | undefined;
}

/** Sizes come before the content, never after it. */
const SIZES_FOLLOW_FLAG = 0x0008;
/** What was packed anew keeps the alphabet of its name alone. */
const UTF8_FLAG = 0x0800;
const VERSION_OF_DEFLATE = 20;

interface Packed {
  readonly method: number;
  readonly bytes: Buffer;
  readonly crc: number;
  readonly sizeBytes: number;
}

/** Writes an archive, in pieces. Deterministic: times and attributes are those of the entries. */
export function writeZip(members: readonly ZipMember[], comment: Buffer): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const member of members) {
    const name = member.name === undefined ? member.entry.nameBytes : Buffer.from(member.name, 'latin1');
    const extra = member.name === undefined ? member.entry.unicodePath : Buffer.alloc(0);
    const packed = pack(member);
    directory.push(directoryEntry(member.entry, packed, { name, extra, startsAt: at }));
    parts.push(localHeader(member.entry, packed, name, extra), packed.bytes);
    at += (parts.at(-2) as Uint8Array).length + packed.bytes.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  return [...parts, ...directory, endOfDirectory(members.length, directoryBytes, at, comment)];
}

function pack({ entry, content, mustBeStored }: ZipMember): Packed {
  if (content === undefined) {
    const { method, packed, crc, sizeBytes } = entry;
    return { method, bytes: packed, crc, sizeBytes };
  }
  const facts = { crc: crc32(content), sizeBytes: content.length };
  const stored = { method: STORED, bytes: content, ...facts };
  if (mustBeStored === true) return stored;
  const bytes = deflateRawSync(content, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  // What was packed with more patience than ours stays so.
  const isSame = facts.crc === entry.crc && facts.sizeBytes === entry.sizeBytes && entry.method === DEFLATED;
  const best = isSame && entry.packed.length <= bytes.length ? entry.packed : bytes;
  return best.length < content.length ? { method: DEFLATED, bytes: best, ...facts } : stored;
}

/** The fields that both headers share, in their order. */
function writeFacts(header: Buffer, at: number, entry: ZipEntry, packed: Packed): void {
  const isCopied = packed.bytes === entry.packed;
  header.writeUInt16LE(isCopied ? entry.neededVersion : VERSION_OF_DEFLATE, at);
  header.writeUInt16LE(entry.flags & (isCopied ? ~SIZES_FOLLOW_FLAG : UTF8_FLAG), at + 2);
  header.writeUInt16LE(packed.method, at + 4);
  header.writeUInt32LE(entry.modifiedAt, at + 6);
  header.writeUInt32LE(packed.crc, at + 10);
  header.writeUInt32LE(packed.bytes.length, at + 14);
  header.writeUInt32LE(packed.sizeBytes, at + 18);
}

function localHeader(entry: ZipEntry, packed: Packed, name: Buffer, extra: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_ENTRY, 0);
  writeFacts(header, 4, entry, packed);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function directoryEntry(
  entry: ZipEntry,
  packed: Packed,
  { name, extra, startsAt }: { name: Buffer; extra: Buffer; startsAt: number },
): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(DIRECTORY_ENTRY, 0);
  header.writeUInt16LE(entry.madeBy, 4);
  writeFacts(header, 6, entry, packed);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt16LE(entry.comment.length, 32);
  header.writeUInt16LE(entry.internalAttributes, 36);
  header.writeUInt32LE(entry.externalAttributes, 38);
  header.writeUInt32LE(startsAt, 42);
  return Buffer.concat([header, name, extra, entry.comment]);
}

function endOfDirectory(count: number, sizeBytes: number, startsAt: number, comment: Buffer): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(sizeBytes, 12);
  end.writeUInt32LE(startsAt, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}
