import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CartableError } from '../../platform/cartable-error.ts';
import { resolveEntAddress } from './address.ts';

describe('what a teacher types becomes the address of their ENT', () => {
  test.each([
    ['ent.mon-lycee.fr', 'https://ent.mon-lycee.fr'],
    ['  ent.mon-lycee.fr/  ', 'https://ent.mon-lycee.fr'],
    ['ENT.Mon-Lycee.FR', 'https://ent.mon-lycee.fr'],
    ['https://ent.mon-lycee.fr/lycee/', 'https://ent.mon-lycee.fr/lycee'],
    ['https://ent.mon-lycee.fr/a/b///', 'https://ent.mon-lycee.fr/a/b'],
    ['https://ent.mon-lycee.fr/accueil?jeton=1#haut', 'https://ent.mon-lycee.fr/accueil'],
    ['ent.mon-lycee.fr:8443', 'https://ent.mon-lycee.fr:8443'],
    ['https://ent.mon-lycee.fr:443', 'https://ent.mon-lycee.fr'],
    ['https:ent.mon-lycee.fr', 'https://ent.mon-lycee.fr'],
    ['https:/ent.mon-lycee.fr', 'https://ent.mon-lycee.fr'],
    ['https:\\\\ent.mon-lycee.fr', 'https://ent.mon-lycee.fr'],
    ['HTTPS://ent.mon-lycee.fr', 'https://ent.mon-lycee.fr'],
    ['lycée.fr', 'https://xn--lyce-dpa.fr'],
    ['10.20.30.40', 'https://10.20.30.40'],
    ['https://[2001:db8::1]:8443/ent', 'https://[2001:db8::1]:8443/ent'],
    ['localhost:8080', 'https://localhost:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.8.9.10', 'http://127.8.9.10'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s', (typed, address) => {
    expect(resolveEntAddress(typed)).toBe(address);
  });
});

describe('what cannot be an address is refused', () => {
  test.each([
    '',
    '   ',
    'mon lycée',
    'monlycee',
    'https//ent.mon-lycee.fr',
    'https://',
    'https:///',
    'ftp://ent.mon-lycee.fr',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://ftp://ent.mon-lycee.fr',
    'prenom.nom@lycee.fr',
    'https://prof:secret@ent.mon-lycee.fr',
    'https://prof@ent.mon-lycee.fr',
    '75001',
    '12',
    'ent..fr',
    '.fr',
    'ent.mon-lycee.fr:99999',
    'ent_.-.fr',
    '[::1',
  ])('%s', (typed) => {
    expect(() => resolveEntAddress(typed)).toThrowError(
      expect.objectContaining({ code: 'account/wrong-address' }),
    );
  });
});

describe('http is for this machine only', () => {
  test.each([
    'http://ent.mon-lycee.fr',
    'http:ent.mon-lycee.fr',
    'http://10.0.0.1',
    'http://[2001:db8::1]',
    'http://127.0.0.1.fr',
  ])('%s', (typed) => {
    expect(() => resolveEntAddress(typed)).toThrowError(expect.objectContaining({ code: 'ent/insecure' }));
  });
});

test('an address resolves to itself, carries nothing secret, and is encrypted unless it is this machine', () => {
  const typed = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.domain(),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const address = resolvedOrNull(text);
      if (address === null) return;
      expect(resolveEntAddress(address)).toBe(address);
      expect(new URL(address)).toMatchObject({ username: '', password: '', search: '', hash: '' });
      expect(address).not.toMatch(/\/$/);
      expect(address).toMatch(/^(https:\/\/|http:\/\/(localhost|127\.|\[::1\]))/);
    }),
  );
});

/** Anything but an address or a typed refusal is a failure of the test. */
function resolvedOrNull(text: string): string | null {
  try {
    return resolveEntAddress(text);
  } catch (error) {
    expect(error).toBeInstanceOf(CartableError);
    return null;
  }
}
