import { expect, test } from 'vitest';
import { engineToShell } from '../host-contract.ts';
import { ownName } from './own-name.ts';

test('whatever a document is called, its copy has a name that every system takes, and that the shell opens', () => {
  const names: [string, string][] = [
    ['fiche.odt', 'fiche.odt'],
    ['DM n° 3 : Qu’est-ce qu’une onde ?.odt', 'DM n° 3   Qu’est-ce qu’une onde.odt'],
    ['../../etc/fiche.pdf', 'etc fiche.pdf'],
    ['a\\b|c.TXT', 'a b c.TXT'],
    ['.odt', 'document.odt'],
    ['-~ ..odt', 'document.odt'],
    ['aux.docx', 'document aux.docx'],
    ['COM1.notes.txt', 'document COM1.notes.txt'],
    ['comète.txt', 'comète.txt'],
    [`Sujet ${'très '.repeat(40)}long.pdf`, `Sujet ${'très '.repeat(14).trim()}.pdf`],
    [`${'😀'.repeat(100)}.png`, `${'😀'.repeat(38)}.png`],
  ];
  for (const [name, own] of names) {
    expect(ownName(name), name).toBe(own);
    const message = { type: 'copy-open', requestId: 1, path: `0190-a/${own}` };
    expect(engineToShell.safeParse(message).success, own).toBe(true);
    expect(new TextEncoder().encode(own).length).toBeLessThanOrEqual(247);
  }
});
