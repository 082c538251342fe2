import { expect, test } from 'vitest';
import { conflictName } from './rules.ts';

test('a second version of a file is named after its device and its day, within what the ENT takes', () => {
  const day = new Date(2026, 10, 24, 23, 59);
  expect(conflictName('copie.pdf', 'Salle 12', day)).toBe('copie (conflit, poste Salle 12, 2026-11-24).pdf');
  expect(conflictName('LISEZMOI', 'a/b:c', day)).toBe('LISEZMOI (conflit, poste a b c, 2026-11-24)');
  const long = conflictName(`${'x'.repeat(296)}.pdf`, 'Salle 12', day);
  expect(long).toHaveLength(300);
  expect(long.endsWith('(conflit, poste Salle 12, 2026-11-24).pdf')).toBe(true);
});
