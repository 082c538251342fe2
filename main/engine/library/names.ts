import { basename, extname } from 'node:path';
import { type DocumentKind, keptExtension as extensionOfKept, KIND_FACTS } from '../optimise/kinds.ts';

/** Longest name that the ENT sync API takes. */
const NAME_MAX = 300;

/** Name under which a rendition is sent: the file's own, with the rendition's extension (empty: its own). */
export function renditionName(path: string, extension: string): string {
  const name = basename(path);
  const own = extname(name);
  const isRight =
    extension === '' || isSameExtension(own.slice(1).toLowerCase(), extension) || name === `.${extension}`;
  if (isRight) return cut(name, own);
  // What follows the last dot may be prose ("Devoir n.3"): only an extension that we know is taken off.
  const base = isKnownExtension(own.slice(1).toLowerCase()) ? name.slice(0, -own.length) : name;
  return cut(`${base}.${extension}`, `.${extension}`);
}

/** The extension of a document that is sent as it is: its own, if that fits what it holds. */
export function keptExtension(name: string, mediaType: string): string {
  const kind = (Object.keys(KIND_FACTS) as DocumentKind[]).find(
    (one) => KIND_FACTS[one].mediaType === mediaType && KIND_FACTS[one].extension !== undefined,
  );
  return kind === undefined ? '' : extensionOfKept(name, kind);
}

/** "photo.jpeg" stays what its owner called it. */
function isSameExtension(own: string, extension: string): boolean {
  return own === extension || (isJpeg(own) && isJpeg(extension));
}

function isJpeg(extension: string): boolean {
  return KIND_FACTS.jpeg.extensions.includes(extension);
}

function isKnownExtension(extension: string): boolean {
  return Object.values(KIND_FACTS).some(({ extensions }) => extensions.includes(extension));
}

function cut(name: string, extension: string): string {
  return name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - extension.length)}${extension}`;
}
