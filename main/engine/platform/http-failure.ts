import { networkInterfaces } from 'node:os';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { CartableError } from './cartable-error.ts';

/** Why a request brought no whole reply, in as many words as a screen or a log can make use of. */
export type HttpFailure =
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason }
  | { readonly kind: 'tls'; readonly code: string }
  | { readonly kind: 'proxy'; readonly reason: ProxyReason }
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

/** `sign-in`: it asks for a name and a password (407). `refused`: it is there, and does not let us through. */
export type ProxyReason = 'sign-in' | 'unreachable' | 'refused';

/** The network's proxy stands in the way, or is not there. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly reason: ProxyReason;
  constructor(reason: ProxyReason) {
    super(reason);
    this.reason = reason;
  }
}

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
  const links = [...chainOf(error)];
  // Ours first: the library's error around it bears its code as well, which means something else once TLS is up.
  for (const link of links) {
    if (link instanceof TlsFailure) return { kind: 'tls', code: link.code };
    if (link instanceof ProxyFailure) return { kind: 'proxy', reason: link.reason };
  }
  for (const link of links) {
    const failure = failureOfCode(link);
    if (failure !== null) return failure;
  }
  return null;
}

function* chainOf(error: unknown): Generator<Error> {
  for (let link = error; link instanceof Error; link = link.cause) yield link;
}

function failureOfCode(error: Error): HttpFailure | null {
  const { code, event } = error as { code?: unknown; event?: unknown };
  if (typeof code !== 'string') return null;
  // The silence allowed to a socket is over, or the time for a reply's head (got's names for them).
  if (code === 'ETIMEDOUT' && (event === 'socket' || event === 'response'))
    return { kind: 'unreachable', reason: 'stalled' };
  const reason = REASONS[code];
  if (reason !== undefined) return { kind: 'unreachable', reason };
  // Packed bytes that cannot be unpacked (zlib, Brotli, zstd): cut or altered on the way.
  if (/^(Z_|ERR__ERROR_|ERR_BROTLI|ZSTD_)/.test(code)) return { kind: 'unreachable', reason: 'damaged' };
  // The handshake was good: somebody between cut into a connection that is sealed.
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return { kind: 'unreachable', reason: 'damaged' };
  return code.startsWith('HPE_') ? { kind: 'not-http' } : null;
}

/** True for codes that say that the network broke, not that a certificate is wrong. */
export function isNetworkCode(code: unknown): boolean {
  return typeof code === 'string' && REASONS[code] !== undefined;
}

const CERTIFICATE_CODES: Readonly<Record<string, ErrorCode>> = {
  CERT_HAS_EXPIRED: 'network/certificate-expired',
  // No authority dates its certificates ahead: it is our clock that lags.
  CERT_NOT_YET_VALID: 'network/clock-wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'network/certificate-wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'network/certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'network/certificate-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'network/certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'network/certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'network/certificate-unknown',
  CERT_UNTRUSTED: 'network/certificate-unknown',
};

const NAMED_REASONS: Partial<Record<UnreachableReason, ErrorCode>> = {
  'no-such-host': 'network/no-such-host',
  dns: 'network/dns-failed',
  'no-network': 'network/offline',
};

/**
 * The failure as the teacher is told of it.
 *
 * @param isOnline false when the machine has no network at all: then that is the reason, whatever the resolver said
 */
export function errorOfFailure(failure: HttpFailure, isOnline = hasInterface()): CartableError {
  switch (failure.kind) {
    case 'unreachable': {
      const { reason } = failure;
      const named = NAMED_REASONS[reason];
      if (named !== undefined && !isOnline) return new CartableError('network/offline', { reason }, 'later');
      return new CartableError(named ?? 'ent/unreachable', { reason }, 'later');
    }
    case 'tls': {
      const { code } = failure;
      return new CartableError(CERTIFICATE_CODES[code] ?? 'ent/insecure', { reason: code }, 'after-user');
    }
    case 'proxy':
      return failure.reason === 'sign-in'
        ? new CartableError('network/proxy-sign-in', {}, 'after-user')
        : new CartableError('network/proxy-unreachable', { reason: failure.reason }, 'later');
    case 'not-http':
      return new CartableError('ent/not-an-ent', {}, 'after-user');
  }
}

/** True for a failure of the line, which trying again later may mend. */
export function isLineFailure(error: unknown): error is CartableError {
  return (
    error instanceof CartableError && (error.code === 'ent/unreachable' || error.code.startsWith('network/'))
  );
}

/** In aeroplane mode, or unplugged, only the machine's own interface is left. */
function hasInterface(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}
