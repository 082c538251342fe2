import { expect, test } from 'vitest';
import { conflictName, weekStart } from './rules.ts';

test('a second version of a file is named after its device and its day, within what the ENT takes', () => {
  const day = new Date(2026, 10, 24, 23, 59);
  expect(conflictName('copie.pdf', 'Salle 12', day)).toBe('copie (conflit, poste Salle 12, 2026-11-24).pdf');
  expect(conflictName('LISEZMOI', 'a/b:c', day)).toBe('LISEZMOI (conflit, poste a b c, 2026-11-24)');
  const long = conflictName(`${'x'.repeat(296)}.pdf`, 'Salle 12', day);
  expect(long).toHaveLength(300);
  expect(long.endsWith('(conflit, poste Salle 12, 2026-11-24).pdf')).toBe(true);
});

test('a week begins on Monday at midnight in Paris, in summer and in the night from Sunday', () => {
  const monday = Date.UTC(2026, 10, 22, 23);
  expect(weekStart(monday)).toBe(monday);
  expect(weekStart(monday - 1)).toBe(monday - 7 * 86_400_000);
  // A Sunday, half an hour before its end in Paris.
  expect(weekStart(Date.UTC(2026, 6, 12, 21, 30))).toBe(Date.UTC(2026, 6, 5, 22));
});
