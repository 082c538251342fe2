import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classOnDisk } from './command-line-class.ts';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

test('the year is written as an agenda without a window and without the ENT; a class that is not there is named', async () => {
  const { data, classGroupName } = await classOnDisk();
  const out = join(await temporaryFolder(), 'agenda.ics');
  const run = (name: string) =>
    cartable(['calendar', '--class', name, '--out', out, '--json', '--data', data]);
  const written = run(classGroupName);
  expect(JSON.parse(written.stdout), written.stderr).toEqual({ count: 0 });
  expect(readFileSync(out, 'utf8')).toContain('BEGIN:VTIMEZONE');
  expect(run('Personne').stderr).toContain('Personne');
});
