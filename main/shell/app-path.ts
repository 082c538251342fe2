import { extname, resolve, sep } from 'node:path';

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

/**
 * The file that an address of `app://cartable` names, below `root`.
 *
 * Null for anything that leaves the folder in any spelling, and for kinds that the window is not built of.
 */
export function resolveAppPath(
  root: string,
  url: string,
): { readonly path: string; readonly mediaType: string } | null {
  const pathname = decoded(new URL(url).pathname);
  if (pathname === null || /[\\\0]/.test(pathname) || pathname.split('/').includes('..')) return null;
  const path = resolve(root, `.${pathname === '/' ? '/index.html' : pathname}`);
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()];
  return path.startsWith(root + sep) && mediaType !== undefined ? { path, mediaType } : null;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
