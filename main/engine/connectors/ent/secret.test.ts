import { expect, test } from 'vitest';
import { packSecret, unpackSecret } from './secret.ts';

test.each([
  ['abc', 'ticket'],
  ['abc', null],
  ['a token with spaces, as RFC 6749 allows', 'ticket'],
  ['a token with spaces, as RFC 6749 allows', null],
])(
  'the refresh token « %s » and the ticket %s are unpacked as they were packed',
  (refreshToken, watchTicket) => {
    expect(unpackSecret(packSecret({ refreshToken, watchTicket }))).toEqual({ refreshToken, watchTicket });
  },
);

test.each([
  ['abc ticket', 'ticket'],
  ['abc', null],
])('what an earlier version has packed is understood: « %s »', (secret, watchTicket) => {
  expect(unpackSecret(secret)).toEqual({ refreshToken: 'abc', watchTicket });
});
