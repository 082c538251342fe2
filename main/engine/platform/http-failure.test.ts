import { describe, expect, test } from 'vitest';
import { errorOfFailure, httpFailureOf, TlsFailure } from './http-failure.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

describe('the network’s own codes become a reason', () => {
  test.each([
    ['ENOTFOUND', 'no-such-host', 'network/no-such-host'],
    ['EAI_AGAIN', 'dns', 'network/dns-failed'],
    ['ECONNREFUSED', 'refused', 'ent/unreachable'],
    ['ECONNRESET', 'reset', 'ent/unreachable'],
    ['EPIPE', 'reset', 'ent/unreachable'],
    ['ETIMEDOUT', 'timeout', 'ent/unreachable'],
    ['ENETUNREACH', 'no-network', 'network/offline'],
    ['EHOSTUNREACH', 'no-network', 'network/offline'],
    ['Z_DATA_ERROR', 'damaged', 'ent/unreachable'],
    ['ZSTD_error_corruption_detected', 'damaged', 'ent/unreachable'],
    ['ERR_SSL_BAD_RECORD_TYPE', 'damaged', 'ent/unreachable'],
  ])('%s: %s', (code, reason, told) => {
    const failure = httpFailureOf(coded(code));
    expect(failure).toEqual({ kind: 'unreachable', reason });
    expect(errorOfFailure(failure!, true)).toMatchObject({
      code: told,
      params: { reason },
      retry: 'later',
    });
  });
});

test('a handshake that failed is told as such, whatever the library wraps around it', () => {
  const error = coded('ERR_SSL_WRONG_VERSION_NUMBER', {
    cause: new TlsFailure('ERR_SSL_WRONG_VERSION_NUMBER'),
  });
  expect(errorOfFailure(httpFailureOf(error)!)).toMatchObject({ code: 'ent/insecure' });
});

test('in aeroplane mode the resolver’s answers mean that there is no network', () => {
  for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH'])
    expect(errorOfFailure(httpFailureOf(coded(code))!, false).code).toBe('network/offline');
  expect(errorOfFailure(httpFailureOf(coded('ECONNREFUSED'))!, false).code).toBe('ent/unreachable');
});

test('a silence that was too long is told from a connection that never came', () => {
  expect(httpFailureOf(coded('ETIMEDOUT', { event: 'socket' }))).toEqual({
    kind: 'unreachable',
    reason: 'stalled',
  });
});

test('the reason is found below the library’s own errors', () => {
  const wrapped = Object.assign(new Error('outer', { cause: coded('Z_BUF_ERROR') }), {
    code: 'ERR_READING_RESPONSE_STREAM',
  });
  expect(httpFailureOf(wrapped)).toEqual({ kind: 'unreachable', reason: 'damaged' });
  const tls = Object.assign(new Error('outer', { cause: new TlsFailure('CERT_HAS_EXPIRED') }), {
    code: 'CERT_HAS_EXPIRED',
  });
  expect(errorOfFailure(httpFailureOf(tls)!)).toMatchObject({
    code: 'network/certificate-expired',
    params: { reason: 'CERT_HAS_EXPIRED' },
    retry: 'after-user',
  });
});

test('what does not speak HTTP is not an ENT', () => {
  expect(errorOfFailure(httpFailureOf(coded('HPE_INVALID_CONSTANT'))!).code).toBe('ent/not-an-ent');
});

test.each([[new TypeError('a bug')], [coded('ERR_INVALID_CHAR')], [undefined], ['text']])(
  'a bug is no failure of the network: %s',
  (error) => {
    expect(httpFailureOf(error)).toBeNull();
  },
);
