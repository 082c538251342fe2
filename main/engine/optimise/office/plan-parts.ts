import { createHash } from 'node:crypto';
import type { DocumentKind } from '../kinds.ts';
import type { ZipArchive } from '../zip/read-zip.ts';
import { unpack } from '../zip/unpack.ts';
import type { ZipMember } from '../zip/write-zip.ts';
import type { ZipEntry } from '../zip/zip-entry.ts';
import type { PackageFormat, PartChange } from './package-format.ts';

/** A member after its recipe; what has no content here stays packed as it was. */
export interface TreatedPart {
  readonly entry: ZipEntry;
  readonly kind?: DocumentKind;
  readonly content?: Buffer;
  readonly name?: string;
  readonly mustBeStored?: boolean;
  /** Of a picture that was encoded anew. */
  readonly likeness?: number | undefined;
}

const PICTURES: ReadonlySet<DocumentKind | undefined> = new Set([
  'jpeg',
  'png',
  'gif',
  'tiff',
  'bmp',
  'webp',
]);

export interface PackagePlan {
  readonly members: readonly ZipMember[];
  /** Each original member that is still there, by its new name. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Puts a package together: names that follow their pictures' kinds, one picture in place of several that are the same. */
export function planParts(
  archive: ZipArchive,
  format: PackageFormat,
  parts: readonly TreatedPart[],
): PackagePlan {
  const same = findSame(format, parts);
  const changes = new Map<string, PartChange>();
  for (const part of parts) {
    const one = same.get(part) ?? part;
    const name = one.name ?? one.entry.name;
    if (name !== part.entry.name && one.kind !== undefined)
      changes.set(part.entry.name, { name, kind: one.kind });
  }
  const kept = new Set(parts.map(({ entry }) => entry.name));
  const dropped = new Set(archive.entries.map(({ name }) => name).filter((name) => !kept.has(name)));
  const edits = format.edit(changes, dropped);
  const members: ZipMember[] = [];
  const renamed = new Map<string, string>();
  for (const part of parts) {
    const { entry, content, name, mustBeStored } = part;
    renamed.set(entry.name, changes.get(entry.name)?.name ?? entry.name);
    if (!same.has(part))
      members.push({ entry, content: edits.get(entry.name) ?? content, name, mustBeStored });
  }
  return { members, renamed };
}

/** Pictures that are the same to the byte as one before them, in the same folder. */
function findSame(
  format: PackageFormat,
  parts: readonly TreatedPart[],
): ReadonlyMap<TreatedPart, TreatedPart> {
  const first = new Map<string, TreatedPart>();
  const same = new Map<TreatedPart, TreatedPart>();
  for (const part of parts) {
    const { entry, kind } = part;
    if (!PICTURES.has(kind) || !format.canRename(entry.name)) continue;
    const hash = createHash('sha256')
      .update(part.content ?? unpack(entry))
      .digest('hex');
    const key = `${entry.name.replace(/[^/]*$/, '')} ${kind} ${hash}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, part);
    else same.set(part, earlier);
  }
  return same;
}
