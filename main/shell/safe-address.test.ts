import { expect, test } from 'vitest';
import { isSafeOutside, isSafeSignInPage } from './safe-address.ts';

test('addresses of the web and of mail leave the app', () => {
  for (const address of [
    'https://ent.example.org/aide?page=1#haut',
    'mailto:cpe@example.org?subject=Absences',
  ])
    expect(isSafeOutside(address), address).toBe(true);
});

test('nothing else does', () => {
  for (const address of [
    'http://example.org/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id PCWDiagnostic',
    'javascript:alert(1)',
    'data:text/html,x',
    'vault://00',
    'app://cartable/',
    '\\\\server\\share',
    '//server/share',
    'https:\\\\example.org',
    'https://user:secret@example.org/',
    'https://ent.example.org@evil.example/',
    ' https://example.org/',
    'https://example.org/\n',
    'mailto:a@example.org?attach=/etc/passwd',
    'mailto:a@example.org?Attachment=c:/x',
    `https://example.org/${'a'.repeat(2_000)}`,
    'not an address',
    '',
  ])
    expect(isSafeOutside(address), address).toBe(false);
});

test('a page to sign in on is of the web, or of an ENT on this very computer', () => {
  for (const address of [
    'https://ent.example.org/sync/v1/authorize?state=1',
    'http://127.0.0.1:4000/authorize',
    'http://localhost:4000/authorize',
    'http://[::1]:4000/authorize',
  ])
    expect(isSafeSignInPage(address), address).toBe(true);
  for (const address of [
    'http://ent.example.org/authorize',
    'http://127.0.0.1.example.org/authorize',
    'http://user:secret@127.0.0.1/',
    'http://127.0.0.1@example.org/',
    'http:\\\\127.0.0.1/',
    'mailto:cpe@example.org',
    'file:///etc/passwd',
    'not an address',
  ])
    expect(isSafeSignInPage(address), address).toBe(false);
});
