import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { CARTABLE, environment } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

/** The command line beside a Moodle of this process. */

async function openWorld() {
  const fake = await startFakeMoodle({ students: 2 });
  onTestFinished(() => fake.close());
  const data = await temporaryFolder();
  const run = async (...parameters: string[]) => {
    const child = spawn(process.execPath, [CARTABLE, ...parameters, '--data', data, '--lang', 'fr'], {
      env: environment({ CARTABLE_PASSWORD: fake.password }),
    });
    const ended = once(child, 'close');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await ended;
    return stdout + stderr;
  };
  return { fake, run, connect: ['connect', '--url', fake.url, '--login', fake.login] };
}

test('of an account at a Moodle nothing is said of an ENT, when a sync fails and afterwards', async () => {
  const { fake, run, connect } = await openWorld();
  expect(await run(...connect)).toContain('Première synchronisation');
  fake.setFault({ kind: 'status', status: 500 }, { at: 'mod_assign_get_assignments' });
  const failed = await run('sync');
  expect(failed).toContain('Moodle a rencontré une erreur');
  const told = failed + (await run('status'));
  expect(told).toContain('La dernière synchronisation a échoué : Moodle');
  expect(told.replaceAll(/\[ent\/[^\]]*\]/g, '')).not.toMatch(/\bENT\b/);
});

test('a Moodle that is shut is told by its name, to who is not connected yet', async () => {
  const { fake, run, connect } = await openWorld();
  fake.setFault({ kind: 'cli-maintenance' });
  expect(await run(...connect)).toContain('Ce Moodle est en maintenance.');
});
