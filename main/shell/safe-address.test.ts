import { expect, test } from 'vitest';
import { isSafeOutside } from './safe-address.ts';

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
