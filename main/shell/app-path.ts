import { extname, join } from 'node:path';

/** MIME types of what the window is built of. Anything else is not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.cur': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
  '.icc': 'application/octet-stream',
  '.wasm': 'application/wasm',
};

/** A file of the window. */
export interface AppFile {
  /** Below the window's folder, with the system's separators. */
  readonly path: string;
  readonly mediaType: string;
}

/**
 * The file that an address names: `app://cartable/` is `index.html`. Null for anything else than a file of ours.
 *
 * Our names are plain, so nothing is decoded: an address with a per cent sign, a backslash, a dot at the start of a
 * name or an empty name is no file of ours, and no spelling of "one folder up" exists.
 */
export function resolveAppPath(url: string): AppFile | null {
  const named = /^app:\/\/cartable\/([^?#]*)(?:[?#].*)?$/s.exec(url)?.[1];
  if (named === undefined) return null;
  const names = named === '' ? ['index.html'] : named.split('/');
  if (!names.every((name) => /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(name))) return null;
  const path = join(...names);
  const mediaType = MEDIA_TYPES[extname(path)];
  return mediaType === undefined ? null : { path, mediaType };
}
