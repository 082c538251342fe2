import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classOnDisk } from './command-line-class.ts';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

test('a student is erased from the command line once that is asked for twice, with a proof that names nobody', async () => {
  const { data } = await classOnDisk();
  const proof = join(await temporaryFolder(), 'preuve.txt');
  const erase = (...rest: string[]) =>
    cartable(['erase', '--student', 'nom 1 PRENOM', '--data', data, '--lang', 'fr', ...rest]);
  const told = erase();
  expect(told.status, told.stderr).toBe(0);
  expect(told.stdout).toContain('Rien n’a été effacé');
  expect(told.stdout).toContain('copies : 1');
  const erased = erase('--yes', '--json', '--proof', proof);
  expect(JSON.parse(erased.stdout), erased.stderr).toMatchObject({
    erased: true,
    counts: { students: 1, submissions: 1 },
    mentionCount: 0,
    proof,
  });
  expect(readFileSync(proof, 'utf8')).toMatch(/^Preuve d’effacement\n/);
  expect(readFileSync(proof, 'utf8')).not.toContain('Nom 1');
  const neither = cartable(['erase', '--data', data, '--lang', 'fr']);
  expect([neither.status, neither.stderr]).toEqual([2, expect.stringContaining('--student')]);
});
