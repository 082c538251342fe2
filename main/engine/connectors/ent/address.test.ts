import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveEntAddress } from './address.ts';

test('an address is taken with or without its scheme, slash or query', () => {
  expect(resolveEntAddress(' ent.exemple.fr ')).toBe('https://ent.exemple.fr');
  expect(resolveEntAddress('https://ent.exemple.fr/lycee/?a=1#b')).toBe('https://ent.exemple.fr/lycee');
  expect(resolveEntAddress('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080');
  expect(resolveEntAddress('http://[::1]:8080')).toBe('http://[::1]:8080');
});

test('plain http leaves this machine for nobody', () => {
  expect(() => resolveEntAddress('http://ent.exemple.fr')).toThrowError(
    expect.objectContaining({ code: 'ent/insecure' }),
  );
});

test('anything that is not an address is refused by name, never by a crash', () => {
  for (const text of [
    '',
    'monlycee',
    'ftp://ent.exemple.fr',
    'https://a:b@ent.exemple.fr',
    'https://',
    'javascript:alert(1)',
  ]) {
    expect(() => resolveEntAddress(text), text).toThrowError(
      expect.objectContaining({ code: 'account/wrong-address' }),
    );
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(resolveEntAddress(text)).toMatch(/^https?:\/\//);
      } catch (error) {
        expect(error).toMatchObject({
          code: expect.stringMatching(/^(account\/wrong-address|ent\/insecure)$/),
        });
      }
    }),
    { verbose: 1 },
  );
});
