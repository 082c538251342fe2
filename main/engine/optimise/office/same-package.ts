import { sniffBytes } from '../sniff.ts';
import { readZip, type ZipArchive } from '../zip/read-zip.ts';
import { isUnpackable, unpack } from '../zip/unpack.ts';
import type { ZipEntry } from '../zip/zip-entry.ts';
import type { PackageFormat, TextOf } from './package-format.ts';
import { xmlText } from './xml-tags.ts';

export interface Comparison {
  readonly before: ZipArchive;
  readonly after: Buffer;
  /** Original names, of members that are to be there, with their names now. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly open: (names: readonly string[], textOf: TextOf) => PackageFormat;
  readonly format: PackageFormat;
}

/** Names whose content may differ because of other names in them. */
const NAMING = /\.rels$|^\[Content_Types\]\.xml$|^META-INF\/manifest\.xml$|^(content|styles)\.xml$/;

/** Reads a rewritten package back: every member there and whole, the same to the byte but for pictures and names. */
export function isSamePackage({ before, after, renamed, open, format }: Comparison): boolean {
  const archive = readZip(after);
  const byName = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const expected = new Set(renamed.values());
  if (byName.size !== expected.size || [...expected].some((name) => !byName.has(name))) return false;
  for (const entry of before.entries) {
    const now = byName.get(renamed.get(entry.name) ?? '');
    if (now !== undefined && !isSameMember(entry, now)) return false;
  }
  const textOf: TextOf = (name) => {
    const entry = byName.get(name);
    return entry !== undefined && isUnpackable(entry) ? xmlText(unpack(entry)) : '';
  };
  return open([...byName.keys()], textOf).danglingReferences === format.danglingReferences;
}

function isSameMember(before: ZipEntry, now: ZipEntry): boolean {
  const isSame = before.crc === now.crc && before.sizeBytes === now.sizeBytes;
  if (!isUnpackable(now)) return isSame;
  const content = unpack(now);
  if (isSame) return true;
  return NAMING.test(before.name) || isPictureOrPackage(content);
}

function isPictureOrPackage(content: Buffer): boolean {
  return /^(jpeg|png|gif|tiff|bmp|webp|docx|pptx|xlsx|od[tps]|zip)$/.test(sniffBytes(content));
}
