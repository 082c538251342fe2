import { gunzipSync, gzipSync } from 'node:zlib';
import type { Batch } from './wire.ts';

/**
 * The bytes of a batch as they are frozen: gzip, or JSON as it is for a server that unpacks nothing.
 *
 * Which of the two they are is seen by their beginning (RFC 1952): a sealed batch is sent as it is, whatever the policy
 * says by then.
 */
export function sealBody(batch: Batch, { isPacked }: { readonly isPacked: boolean }): Buffer {
  const json = JSON.stringify(batch);
  return isPacked ? gzipSync(json, { level: 9 }) : Buffer.from(json);
}

/** True for bytes that are gzip. */
export function isPacked(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/** What bytes hold that `sealBody` made. */
export function openBody(body: Uint8Array): unknown {
  return JSON.parse((isPacked(body) ? gunzipSync(body) : Buffer.from(body)).toString('utf8'));
}
