/** A hash as RFC 9530 writes it, for `Content-Digest` and `Repr-Digest`. */
export function contentDigest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}
