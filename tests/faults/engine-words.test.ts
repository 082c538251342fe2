import { fork } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { entryUrl } from '../../main/engine/platform/entries.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { temporaryFolder } from '../engine/synced-class.ts';
import { startEngineProcess } from './engine-process.ts';

/** What no log may ever hold; each is in the data, in a request or in an error's message below. */
const PERSONAL = [
  'Durand',
  'Emma',
  'Zoé',
  'Vecteurs',
  'Très beau travail',
  'claire.martin',
  'Martin',
  '13,5',
];

/** An engine as the shell starts it, with everything that it prints. `flags` are Node's. */
function engineChild(flags: readonly string[] = []) {
  const child = fork(fileURLToPath(entryUrl('engine')), [], {
    execArgv: [...flags],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const port = {
    postMessage: (message: unknown) => void child.send(message as object, () => undefined),
    onMessage: (listener: (message: unknown) => void) => {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    onExit: (listener: (exit: { code: number | null; signal: string | null }) => void) => {
      child.once('close', (code, signal) => listener({ code, signal }));
      return () => undefined;
    },
    kill: () => void child.kill('SIGKILL'),
  };
  return { port, printed: () => printed };
}

/** Every text file of the data directory that is no database and no document: logs, and whatever else was written. */
async function everyLog(data: string): Promise<string> {
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.sqlite/.test(entry.name));
  const texts = files.map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

async function openClass() {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  ent.editOnTheWeb([
    { entity: 'subject', id: 'maths', body: { name: 'Mathématiques' } },
    { entity: 'class_group', id: 'class-1', body: { name: '2de 3', subject_id: 'maths' } },
    {
      entity: 'assignment',
      id: 'ds1',
      body: {
        class_group_id: 'class-1',
        period_id: null,
        title: 'Vecteurs',
        instructions: '',
        max_x100: 2000,
        coefficient_x100: 100,
        due_at: null,
      },
    },
    {
      entity: 'student',
      id: 'student-1',
      body: { first_name: 'Emma', last_name: 'Durand', class_group_ids: ['class-1'] },
    },
    {
      entity: 'submission',
      id: 'copy-1',
      body: {
        assignment_id: 'ds1',
        student_id: 'student-1',
        status: 'submitted',
        submitted_at: 1,
        text: '',
        files: [],
      },
    },
  ]);
  return { ent, data: join(directory, 'data'), secrets: new Map<string, string>() };
}

test('a whole evening, a bug and a failed sync leave no name, word or secret in any log or on stderr', {
  timeout: 60_000,
}, async () => {
  const { ent, data, secrets } = await openClass();
  const { port, printed } = engineChild();
  const { client, kill } = await startEngineProcess(data, secrets, port);
  onTestFinished(kill);
  await client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  await client.sync.start();
  await client.grading.saveGrade({ submissionId: 'copy-1', pointsTimes100: 1350 });
  await client.grading.saveComment({ submissionId: 'copy-1', text: 'Très beau travail, Emma' });
  const lesson = { classGroupId: 'class-1', title: 'Vecteurs, avec Zoé', startsAt: 1, isPublished: false };
  const { id } = await client.lessons.save({ ...lesson, blocks: [] });
  expect(await client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 3 });
  const [account = ''] = await readdir(join(data, 'accounts'));
  const db = new Database(join(data, 'accounts', account, 'cartable.sqlite'));
  db.prepare("UPDATE lesson SET blocks = 'Durand Emma, 13,5' WHERE id = ?").run(id);
  db.close();
  const failure = await client.lessons.get({ lessonId: id }).catch((error) => error);
  expect(failure).toMatchObject({ code: 'internal/unexpected' });
  await ent.close();
  expect(await client.sync.start()).toMatchObject({ outcome: 'failed' });
  await kill();
  const words = `${await everyLog(data)}\n${printed()}`;
  expect(words).toContain(failure.data.params.logId);
  expect(words).toContain('"event":"sync-ended"');
  const places = [
    ent.url,
    ent.login,
    ent.password,
    data,
    ...[...secrets.values()].flatMap((secret) => secret.split('\t')),
  ];
  for (const word of [...PERSONAL, ...places]) expect(words).not.toContain(word);
});

test('before it reads its database from end to end the engine says so, and when that is done', async () => {
  const { ent, data, secrets } = await openClass();
  const { port } = engineChild();
  const said: unknown[] = [];
  port.onMessage((message) => {
    if ((message as { type: string }).type === 'busy')
      said.push((message as { atMostMs: number }).atMostMs > 0);
  });
  const { client, kill } = await startEngineProcess(data, secrets, port);
  onTestFinished(kill);
  const during = async (work: Promise<unknown>) => {
    said.length = 0;
    await work;
    return [said[0], said.at(-1)];
  };
  const account = { url: ent.url, login: ent.login, password: ent.password };
  expect(await during(client.account.connect(account))).toEqual([true, false]);
  expect(await during(client.settings.doctor())).toEqual([true, false]);
  expect(await during(client.settings.backUp({ directory: data }))).toEqual([true, false]);
});

test('an error that nobody caught ends the engine, is in its log by class and place, and is quoted nowhere', {
  timeout: 30_000,
}, async () => {
  for (const way of ['throw', 'reject']) {
    const { data, secrets } = await openClass();
    const act = way === 'throw' ? 'throw error' : 'Promise.reject(error)';
    const bug = `process.on('message', ({ type }) => { if (type !== 'ping') return;
      const error = new TypeError('Emma Durand, 13,5'); ${act}; })`;
    const { port, printed } = engineChild(['--import', `data:text/javascript,${encodeURIComponent(bug)}`]);
    const { exited } = await startEngineProcess(data, secrets, port);
    port.postMessage({ type: 'ping', sequence: 1 });
    await exited;
    const log = await readFile(join(data, 'logs', 'engine.log'), 'utf8');
    expect(log).toContain('"event":"bug"');
    expect(log).toContain('"name":"TypeError"');
    for (const word of PERSONAL) expect(`${await everyLog(data)}\n${printed()}`).not.toContain(word);
  }
});
