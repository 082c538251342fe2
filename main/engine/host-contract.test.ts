import { expect, test } from 'vitest';
import { engineToShell } from './host-contract.ts';

const mayOpen = (path: string) => engineToShell.safeParse({ type: 'copy-open', requestId: 1, path }).success;

test('the shell is asked to open documents in a folder of their own, and nothing that leads elsewhere or that a system runs', () => {
  expect(['0190-a/fiche.odt', '1/Ma fiche, n° 3.DOCX', '1/a..b.pdf'].map(mayOpen)).toEqual([
    true,
    true,
    true,
  ]);
  for (const path of [
    'fiche.odt',
    '../fiche.odt',
    '1/../fiche.odt',
    '1/2/fiche.odt',
    '1/..',
    '1\\fiche.odt',
    '1/a\\fiche.odt',
    '/etc/fiche.odt',
    '1/fiche.desktop',
    '1/fiche.odt.exe',
    '1/fiche.html',
    '1/fiche',
    '1/a\n.odt',
    '1/fiche.exe:a.txt',
  ])
    expect(mayOpen(path), path).toBe(false);
});
