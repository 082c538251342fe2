import { CartableError } from './cartable-error.ts';

/** Why a request brought no whole reply, in as many words as a screen or a log can make use of. */
export type HttpFailure =
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason }
  | { readonly kind: 'tls'; readonly code: string }
  | { readonly kind: 'not-http' };

export type UnreachableReason =
  | 'no-such-host'
  | 'dns'
  | 'no-network'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'stalled'
  | 'cut'
  | 'damaged';

/** The other end did not prove who it is, or does not speak TLS. `code` is OpenSSL's or Node's. */
export class TlsFailure extends Error {
  override readonly name = 'TlsFailure';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const REASONS: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'no-such-host',
  EAI_NONAME: 'no-such-host',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EHOSTUNREACH: 'no-network',
  EHOSTDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  ENOBUFS: 'no-network',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  ENOTCONN: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ETIMEDOUT: 'timeout',
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: 'cut',
};

/**
 * Names a failure of the network, or null for anything else (a bug, an error of the body's source).
 *
 * Reads codes only: the library's errors carry the request with its headers, which must never travel further.
 */
export function httpFailureOf(error: unknown): HttpFailure | null {
  for (let link = error; link instanceof Error; link = link.cause) {
    const failure =
      link instanceof TlsFailure ? ({ kind: 'tls', code: link.code } as const) : failureOfCode(link);
    if (failure !== null) return failure;
  }
  return null;
}

function failureOfCode(error: Error): HttpFailure | null {
  const { code, event } = error as { code?: unknown; event?: unknown };
  if (typeof code !== 'string') return null;
  // The silence allowed to a socket is over (got's name for it).
  if (code === 'ETIMEDOUT' && event === 'socket') return { kind: 'unreachable', reason: 'stalled' };
  const reason = REASONS[code];
  if (reason !== undefined) return { kind: 'unreachable', reason };
  // Packed bytes that cannot be unpacked (zlib, Brotli, zstd): cut or altered on the way.
  if (/^(Z_|ERR__ERROR_|ERR_BROTLI|ZSTD_)/.test(code)) return { kind: 'unreachable', reason: 'damaged' };
  return code.startsWith('HPE_') ? { kind: 'not-http' } : null;
}

/** True for codes that say that the network broke, not that a certificate is wrong. */
export function isNetworkCode(code: unknown): boolean {
  return typeof code === 'string' && REASONS[code] !== undefined;
}

/** The failure as the teacher is told of it. */
export function errorOfFailure(failure: HttpFailure): CartableError {
  switch (failure.kind) {
    case 'unreachable':
      return new CartableError('ent/unreachable', { reason: failure.reason }, 'later');
    case 'tls':
      return new CartableError('ent/insecure', { reason: failure.code }, 'after-user');
    case 'not-http':
      return new CartableError('ent/not-an-ent', {}, 'after-user');
  }
}
