import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classOnDisk } from './command-line-class.ts';
import { cartable } from './command-line-run.ts';
import { textOfPages } from './pdf-pages-text.ts';
import { temporaryFolder } from './synced-class.ts';

test('reports are written without a window and without the ENT: a class in one file, an assignment in a file a student', async () => {
  const { data, assignmentId, classGroupId, classGroupName } = await classOnDisk();

  const folder = await temporaryFolder();
  const out = join(folder, 'bilans.pdf');
  const name = 'NOM 1 prenom';
  const one = ['report', '--class', classGroupName, '--student', name, '--drafts', '--data', data];
  const run = cartable([...one, '--out', out, '--lang', 'fr']);
  expect(run.status, run.stderr).toBe(0);
  expect(run.stdout).toContain('Bilan d’un élève, un fichier');
  expect((await textOfPages(readFileSync(out)))[0]).toContain('Nom 1 Prénom');

  const each = (path: string) =>
    cartable([
      ...['report', '--class', classGroupId, '--assignment', assignmentId, '--each', '--drafts', '--json'],
      ...['--data', data, '--out', path],
    ]);
  const nowhere = join(folder, 'nowhere');
  expect(each(nowhere).stderr).toContain('library/folder-unwritable');
  expect(existsSync(nowhere)).toBe(false);
  const all = each(folder);
  expect(JSON.parse(all.stdout), all.stderr).toEqual({
    studentCount: 3,
    fileCount: 3,
  });
  expect(readdirSync(folder)).toHaveLength(4);

  const nobody = cartable([...one.slice(0, 4), 'Personne', '--data', data, '--out', out]);
  expect([nobody.status, nobody.stdout]).toEqual([1, '']);
  expect(nobody.stderr).toContain('cli/not-one');
});
