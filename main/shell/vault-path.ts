import { join } from 'node:path';

/** Media types that a document may be served as: nothing that could run. */
const MEDIA_TYPES =
  /^(?:image\/(?:jpeg|png|gif|webp|avif|bmp|svg\+xml)|application\/pdf|text\/plain(?:;charset=utf-8)?|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** First bytes by which a kind of file is known (offset 0). */
const SIGNATURES: readonly (readonly [string, RegExp])[] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF....WEBP/s],
  ['image/avif', /^....ftypavi[fs]/s],
  ['application/pdf', /^%PDF-/],
];

/** How many bytes `sniffMediaType` looks at. */
export const SIGNATURE_BYTES = 16;

/** A document that an address names. */
export interface VaultAddress {
  /** Below an account's folder. */
  readonly path: string;
  /** The media type that the address asks for; null to look at the bytes. */
  readonly mediaType: string | null;
}

/**
 * Reads `vault://<sha256>` with or without `?type=<media type>`; null for anything else.
 *
 * Nothing but 64 lower-case hexadecimal digits becomes a path, so that no address can leave the vault.
 */
export function resolveVaultUrl(url: string): VaultAddress | null {
  const parts = /^vault:\/\/([0-9a-f]{64})\/?(?:\?type=([^&#]*))?(?:#.*)?$/.exec(url);
  const [, sha256, type] = parts ?? [];
  if (sha256 === undefined) return null;
  const path = join('vault', sha256.slice(0, 2), sha256.slice(2));
  return { path, mediaType: type === undefined ? null : allowedMediaType(type) };
}

function allowedMediaType(encoded: string): string {
  let mediaType: string;
  try {
    mediaType = decodeURIComponent(encoded);
  } catch {
    mediaType = '';
  }
  return MEDIA_TYPES.test(mediaType) ? mediaType : 'application/octet-stream';
}

/** The kind of file that some first bytes announce; `application/octet-stream` when none does. */
export function sniffMediaType(firstBytes: Uint8Array): string {
  const text = String.fromCharCode(...firstBytes.subarray(0, SIGNATURE_BYTES));
  return SIGNATURES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'application/octet-stream';
}
