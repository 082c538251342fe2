import { describe, expect, test } from 'vitest';
import { errorOfFailure, httpFailureOf, TlsFailure } from './http-failure.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

describe('the network’s own codes become a reason', () => {
  test.each([
    ['ENOTFOUND', 'no-such-host'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timeout'],
    ['ENETUNREACH', 'no-network'],
    ['EHOSTUNREACH', 'no-network'],
    ['Z_DATA_ERROR', 'damaged'],
    ['ZSTD_error_corruption_detected', 'damaged'],
  ])('%s: %s', (code, reason) => {
    const failure = httpFailureOf(coded(code));
    expect(failure).toEqual({ kind: 'unreachable', reason });
    expect(errorOfFailure(failure!)).toMatchObject({
      code: 'ent/unreachable',
      params: { reason },
      retry: 'later',
    });
  });
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
    code: 'ent/insecure',
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
