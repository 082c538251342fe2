import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createOptimiser,
  type Optimiser,
  type OptimiserOptions,
  type OptimiserProgress,
} from '../../main/engine/optimise/pool.ts';
import {
  type ChildProcessPort,
  nodeProcesses,
  type Processes,
} from '../../main/engine/platform/processes.ts';
import { photoJpeg } from './optimise-pictures.ts';
import { processesRunning } from './optimise-workshop.ts';

let folder: string;
let optimiser: Optimiser | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartable-pool-'));
});

afterEach(async () => {
  await optimiser?.close();
  optimiser = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** The processes that were started, to look at and to kill. */
function watched(processes: Processes): { processes: Processes; children: ChildProcessPort[] } {
  const children: ChildProcessPort[] = [];
  return {
    children,
    processes: {
      fork(name, options) {
        const child = processes.fork(name, options);
        children.push(child);
        return child;
      },
    },
  };
}

function open(options: Partial<OptimiserOptions> = {}): Optimiser {
  optimiser = createOptimiser({ processes: nodeProcesses(), concurrency: 1, ...options });
  return optimiser;
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const outputs = async () =>
  (await readdir(folder)).filter((name) => name.endsWith('.part') || name.startsWith('out'));

describe('a document that brings its process down', () => {
  it.each([
    ['ABORT', 'crashed'],
    ['EXIT', 'crashed'],
    ['HANG', 'timed-out'],
    ['EAT', 'too-large'],
  ])('costs that document alone (%s: %s), and the next ones find a new process', async (word, reason) => {
    const pool = open({
      processes: processesRunning('fragile-optimiser.ts'),
      // The document is a few bytes, the photograph a large part of a megabyte.
      limits: { memoryLimitMb: 500, baseTimeMs: word === 'HANG' ? 1500 : 60_000, timePerMegabyteMs: 200_000 },
    });
    const bad = await file('bad.txt', `${word} and no more`);
    const photo = await file('photo.jpg', await photoJpeg({ width: 900, height: 600 }));
    const [lost, saved] = await Promise.all([
      pool.optimise({ inputPath: bad, outputPath: join(folder, 'out-1'), preset: 'screen' }),
      pool.optimise({ inputPath: photo, outputPath: join(folder, 'out-2'), preset: 'screen' }),
    ]);
    expect(lost).toMatchObject({ outcome: 'refused', reason, extension: 'txt' });
    expect(saved).toMatchObject({ outcome: 'optimised', outputPath: join(folder, 'out-2') });
    expect(await outputs()).toEqual(['out-2']);
  });

  it('leaves those that are in another process alone', async () => {
    const pool = open({ processes: processesRunning('fragile-optimiser.ts'), concurrency: 2 });
    const photo = await file('photo.jpg', await photoJpeg({ width: 1600, height: 1200 }));
    const results = await Promise.all(
      Array.from({ length: 8 }, async (_, index) =>
        pool.optimise({
          inputPath: index % 2 === 0 ? photo : await file(`bad-${index}.txt`, 'ABORT'),
          outputPath: join(folder, `out-${index}`),
          preset: 'screen',
        }),
      ),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'optimised',
      'refused',
      'optimised',
      'refused',
      'optimised',
      'refused',
      'optimised',
      'refused',
    ]);
  });
});

describe('a process that is killed from outside', () => {
  it('costs the document in it, leaves nothing behind, and is replaced', async () => {
    const { processes, children } = watched(processesRunning('fragile-optimiser.ts'));
    const pool = open({ processes });
    const hanging = pool.optimise({
      inputPath: await file('a.txt', 'HANG'),
      outputPath: join(folder, 'out-a'),
      preset: 'screen',
    });
    const next = pool.optimise({
      inputPath: await file('b.jpg', await photoJpeg({ width: 800, height: 600 })),
      outputPath: join(folder, 'out-b'),
      preset: 'screen',
    });
    await until(() => children.length === 1);
    // Its first words are that it is ready; the document is on its way to it a moment later.
    await new Promise<void>((resolve) => children[0]!.onMessage(() => resolve()));
    await delay(300);
    process.kill(children[0]!.pid!, 'SIGKILL');
    expect(await hanging).toMatchObject({ outcome: 'refused', reason: 'crashed' });
    expect(await next).toMatchObject({ outcome: 'optimised' });
    expect(children.length).toBe(2);
    expect(await outputs()).toEqual(['out-b']);
  });

  it('is given a second chance when it had not even started', async () => {
    const { processes, children } = watched(nodeProcesses());
    const pool = open({ processes });
    const photo = await file('photo.jpg', await photoJpeg({ width: 800, height: 600 }));
    const result = pool.optimise({ inputPath: photo, outputPath: join(folder, 'out-1'), preset: 'screen' });
    await until(() => children.length === 1);
    await children[0]!.ready;
    children[0]!.kill();
    expect(await result).toMatchObject({ outcome: 'optimised' });
    expect(children.length).toBe(2);
  });

  it('is replaced without anybody noticing when it was idle', async () => {
    const { processes, children } = watched(nodeProcesses());
    const pool = open({ processes });
    const inputPath = await file('photo.jpg', await photoJpeg({ width: 800, height: 600 }));
    await pool.optimise({ inputPath, outputPath: join(folder, 'out-1'), preset: 'screen' });
    const gone = new Promise((resolve) => children[0]!.onExit(resolve));
    process.kill(children[0]!.pid!, 'SIGKILL');
    await gone;
    expect(
      await pool.optimise({ inputPath, outputPath: join(folder, 'out-2'), preset: 'screen' }),
    ).toMatchObject({ outcome: 'optimised' });
  });
});

describe('the pool', () => {
  it('starts no process before the first document, and keeps one for the next', async () => {
    const { processes, children } = watched(nodeProcesses());
    const pool = open({ processes, concurrency: 2 });
    expect(children.length).toBe(0);
    const inputPath = await file('photo.jpg', await photoJpeg({ width: 800, height: 600 }));
    for (let turn = 1; turn <= 3; turn += 1)
      await pool.optimise({ inputPath, outputPath: join(folder, `out-${turn}`), preset: 'screen' });
    expect(children.length).toBe(1);
  });

  it('retires a process that is idle, and one that has done its share', async () => {
    const { processes, children } = watched(nodeProcesses());
    const pool = open({ processes, limits: { documentsPerProcess: 2, idleMs: 20 } });
    const inputPath = await file('note.txt', 'bonjour');
    for (let turn = 0; turn < 3; turn += 1)
      await pool.optimise({ inputPath, outputDir: folder, preset: 'screen' });
    await Promise.all(children.map((child) => new Promise((resolve) => child.onExit(resolve))));
    expect(children.length).toBeGreaterThanOrEqual(2);
  });

  it('tells how far it has come, in documents and in bytes', async () => {
    const pool = open();
    const told: OptimiserProgress[] = [];
    pool.onProgress((progress) => told.push(progress));
    const photo = await photoJpeg({ width: 900, height: 600 });
    const inputPath = await file('photo.jpg', photo);
    const note = await file('note.txt', 'bonjour');
    const [optimised] = await Promise.all([
      pool.optimise({ inputPath, outputPath: join(folder, 'out-1'), preset: 'screen' }),
      pool.optimise({ inputPath: note, outputPath: join(folder, 'out-2'), preset: 'screen' }),
    ]);
    expect(told.at(0)?.documents).toEqual({ waiting: 0, running: 1, done: 0 });
    expect(told.at(-1)).toEqual({
      documents: { waiting: 0, running: 0, done: 2 },
      bytes: { before: photo.length + 7, after: (optimised as { bytesAfter: number }).bytesAfter + 7 },
    });
  });

  it('stops at once when told to, whether a document waits or is under way', async () => {
    const { processes, children } = watched(processesRunning('fragile-optimiser.ts'));
    const pool = open({ processes });
    const [running, waiting] = [new AbortController(), new AbortController()];
    const inputPath = await file('a.txt', 'HANG');
    const first = pool.optimise({
      inputPath,
      outputPath: join(folder, 'out-1'),
      preset: 'screen',
      signal: running.signal,
    });
    const second = pool.optimise({
      inputPath,
      outputPath: join(folder, 'out-2'),
      preset: 'screen',
      signal: waiting.signal,
    });
    waiting.abort(new Error('not needed any more'));
    await expect(second).rejects.toThrow('not needed any more');
    await until(() => children.length === 1);
    await children[0]!.ready;
    running.abort(new Error('changed my mind'));
    await expect(first).rejects.toThrow('changed my mind');
    expect(await outputs()).toEqual([]);
    await expect(
      pool.optimise({
        inputPath,
        outputPath: join(folder, 'out-3'),
        preset: 'screen',
        signal: AbortSignal.abort(new Error('too late')),
      }),
    ).rejects.toThrow('too late');
  });

  it('refuses its callers, rather than leaving them to wait, when it is closed', async () => {
    const pool = open({ processes: processesRunning('fragile-optimiser.ts') });
    const inputPath = await file('a.txt', 'HANG');
    const pending = [1, 2].map((n) =>
      pool.optimise({ inputPath, outputPath: join(folder, `out-${n}`), preset: 'screen' }),
    );
    const settled = Promise.allSettled(pending);
    await delay(100);
    await pool.close();
    for (const { status } of await settled) expect(status).toBe('rejected');
    expect(await outputs()).toEqual([]);
  });

  it('says so when its processes cannot start, instead of blaming the documents', async () => {
    const pool = open({ processes: processesRunning('no-such-program.ts') });
    await expect(
      pool.optimise({ inputPath: await file('note.txt', 'bonjour'), outputDir: folder, preset: 'screen' }),
    ).rejects.toThrow('the optimiser did not start');
  });
});

describe('a rendition', () => {
  it('takes a name that is free in a folder, and replaces what is at a path', async () => {
    const pool = open();
    const inputPath = await file('vacances.png', await photoJpeg({ width: 900, height: 600 }));
    const outputDir = await mkdtemp(join(folder, 'dir-'));
    const results = [];
    for (let turn = 0; turn < 3; turn += 1)
      results.push(await pool.optimise({ inputPath, outputDir, preset: 'screen' }));
    expect((await readdir(outputDir)).sort()).toEqual([
      'vacances (2).jpg',
      'vacances (3).jpg',
      'vacances.jpg',
    ]);
    const outputPath = await file('out-old', 'what was there');
    await pool.optimise({ inputPath, outputPath, preset: 'screen' });
    expect(await readFile(outputPath)).toEqual(await readFile(results[0]!.outputPath!));
  });

  it('never replaces its own original', async () => {
    const inputPath = await file('photo.jpg', await photoJpeg({ width: 900, height: 600 }));
    await expect(
      open().optimise({ inputPath, outputPath: inputPath, preset: 'screen' }),
    ).rejects.toMatchObject({ code: 'input/invalid' });
  });

  it('carries the name that the teacher knows, not that of the vault', async () => {
    const inputPath = await file('0a1b2c', await photoJpeg({ width: 900, height: 600 }));
    const outputDir = await mkdtemp(join(folder, 'dir-'));
    await open().optimise({ inputPath, fileName: 'Copie de Léa.jpeg', outputDir, preset: 'screen' });
    expect(await readdir(outputDir)).toEqual(['Copie de Léa.jpeg']);
  });
});

describe('a file that cannot be read', () => {
  it('is reported as such, and is not the document’s fault', async () => {
    const pool = open();
    const missing = pool.optimise({
      inputPath: join(folder, 'nowhere.pdf'),
      outputDir: folder,
      preset: 'screen',
    });
    await expect(missing).rejects.toMatchObject({ code: 'library/file-missing' });
    await expect(
      pool.optimise({ inputPath: folder, outputDir: folder, preset: 'screen' }),
    ).rejects.toMatchObject({ code: 'library/file-unreadable' });
  });
});

describe('an orphan', () => {
  it('leaves when its parent dies, even while it hangs', async () => {
    const parent = fileURLToPath(new URL('../fixtures/documents/dying-parent.ts', import.meta.url));
    const inputPath = await file('a.txt', 'HANG');
    const childPid = await new Promise<number>((resolve) => {
      execFile(process.execPath, [parent, inputPath], (_error, stdout) => resolve(Number(stdout)));
    });
    expect(childPid).toBeGreaterThan(0);
    await until(() => !isAlive(childPid));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}
