import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cartable } from './command-line-run.ts';
import { textOfPages } from './pdf-pages-text.ts';
import { temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

test('reports are written without a window and without the ENT: a class in one file, an assignment in a file a student', async () => {
  const data = join(await temporaryFolder(), 'data');
  const engine = await createEngine({
    dataDirectory: data,
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
  });
  const ent = await startReferenceEnt({ directory: await temporaryFolder(), seed: 'empty' });
  const { assignmentId } = writeClass(ent, 3);
  const { url, login, password } = ent;
  await engine.client.account.connect({ url, login, password });
  await engine.client.sync.start();
  const [assignment] = await engine.client.grading.assignments({});
  const { classGroupId = '', classGroupName = '' } = assignment ?? {};
  await engine.close();
  await ent.close();

  const folder = await temporaryFolder();
  const out = join(folder, 'bilans.pdf');
  const name = 'NOM 1 prenom';
  const one = ['report', '--class', classGroupName, '--student', name, '--drafts', '--data', data];
  const run = cartable([...one, '--out', out, '--lang', 'fr']);
  expect(run.status, run.stderr).toBe(0);
  expect(run.stdout).toContain('Bilan d’un élève, un fichier');
  expect((await textOfPages(readFileSync(out)))[0]).toContain('Nom 1 Prénom');

  const agenda = join(await temporaryFolder(), 'agenda.ics');
  const calendar = cartable([
    'calendar',
    '--class',
    classGroupName,
    '--out',
    agenda,
    '--json',
    '--data',
    data,
  ]);
  expect(JSON.parse(calendar.stdout), calendar.stderr).toEqual({ count: 0 });
  expect(readFileSync(agenda, 'utf8')).toContain('BEGIN:VTIMEZONE');
  const unknown = cartable(['calendar', '--class', 'Personne', '--out', agenda, '--data', data]);
  expect(unknown.stderr).toContain('Personne');

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
