import { CartableError } from './cartable-error.ts';

/** What OpenSSL and Node call a certificate that cannot be trusted, or a line that is not TLS. */
const INSECURE =
  /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/;

/** Storage failures of a body that is read from disk pass as they are. */
const LOCAL = new Set(['ENOENT', 'EACCES', 'EIO', 'EISDIR']);

/**
 * A failure of the network by its name.
 *
 * `reason` is the system's own code (ECONNREFUSED, ENOTFOUND, ETIMEDOUT…): no address, nothing personal.
 */
export function failureOf(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (error instanceof CartableError) return error;
  const code = codeOf(error);
  if (code !== null && LOCAL.has(code)) return error;
  if (code !== null && INSECURE.test(code))
    return new CartableError('ent/insecure', { reason: code }, 'after-user', error);
  return new CartableError('ent/unreachable', { reason: code ?? 'unknown' }, 'later', error);
}

/** got wraps the system's error; the innermost code is the exact one. */
function codeOf(error: unknown): string | null {
  let code: string | null = null;
  for (let current = error; current instanceof Error; current = current.cause) {
    const own = (current as { code?: unknown }).code;
    if (typeof own === 'string') code = own;
  }
  return code;
}
