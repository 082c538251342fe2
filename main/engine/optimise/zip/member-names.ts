import type { ZipArchive } from './read-zip.ts';

/** True for a path that would lead out of the folder in which an archive is unpacked, on any system. */
export function isUnsafe(path: string): boolean {
  const isAbsolute = /^([/\\]|[a-z]:)/i.test(path);
  return isAbsolute || path.includes('\0') || path.split(/[/\\]/).includes('..');
}

/**
 * True for a program's own format in an archive's clothes: a book, a Java program, a set of worksheets that is played back.
 *
 * Their programs may check each member's bytes, or want them at their places: these are not ours to change.
 */
export function isApplicationPackage({ entries }: ZipArchive): boolean {
  return (
    entries[0]?.name === 'mimetype' ||
    entries.some(({ name }) =>
      /^(META-INF\/|\[Content_Types\]\.xml$|AndroidManifest\.xml$|geogebra\.xml$|h5p\.json$)/.test(name),
    )
  );
}
