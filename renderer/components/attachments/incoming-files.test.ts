import { ORPCError } from '@orpc/client';
import { expect, test, vi } from 'vitest';
import type { Survey } from '../../../preload/contract/index.ts';
import { undoStack } from '../../app/undo.ts';
import { fileName, IncomingFiles, type Joined, type Joining } from './incoming-files.ts';

const MEGABYTE = 1_000_000;
const refused = () =>
  new ORPCError('library/file-refused', { defined: true, data: { params: {}, retry: 'never' } });

/** What the engine would do, answered by hand. */
interface Desk {
  readonly incoming: IncomingFiles;
  /** Paths that are being joined, the first ones first, whatever came of them. */
  readonly begun: string[];
  /** Paths that are joined now. */
  readonly there: Set<string>;
  /** Ends the file that is under way. */
  finish(end?: { error?: unknown; tookMs?: number }): Promise<void>;
}

function openDesk(survey?: Joining['survey']): Desk {
  const begun: string[] = [];
  const there = new Set<string>();
  let now = 0;
  let answer: (error?: unknown) => void = () => undefined;
  const join: Joining['join'] = (path, newId, signal) =>
    new Promise<Joined>((resolve, reject) => {
      begun.push(path);
      signal.addEventListener('abort', () => reject(signal.reason));
      answer = (error) => {
        if (error !== undefined) return reject(error);
        there.add(path);
        resolve({
          name: path,
          optimisation: {
            outcome: 'optimised',
            reason: null,
            bytesBefore: MEGABYTE,
            bytesAfter: MEGABYTE / 4,
          },
          undo: async () => there.delete(path),
          redo: async () => there.add(path),
        });
      };
      expect(newId).toMatch(/^[0-9a-f-]{36}$/);
    });
  const joining: Joining = {
    join,
    survey: survey ?? (() => Promise.reject(new Error('not asked here'))),
    labelOf: (joined) => `${joined.length} files`,
  };
  const incoming = new IncomingFiles(joining, () => now);
  return {
    incoming,
    begun,
    there,
    async finish({ error, tookMs = 0 } = {}) {
      now += tookMs;
      const before = incoming.files.get();
      answer(error);
      await vi.waitFor(() => expect(incoming.files.get()).not.toBe(before));
    },
  };
}

const given = (...paths: string[]) => paths.map((path) => ({ path, sizeBytes: MEGABYTE }));
const statesOf = ({ incoming }: Desk) => incoming.files.get().map(({ state }) => state);

test('files are joined one at a time, in order, and leave the list', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf', '/b.pdf'));
  expect(desk.begun).toEqual(['/a.pdf']);
  expect(statesOf(desk)).toEqual(['working', 'waiting']);
  await desk.finish();
  await vi.waitFor(() => expect(desk.begun).toEqual(['/a.pdf', '/b.pdf']));
  await desk.finish();
  await vi.waitFor(() => expect(desk.incoming.batch.get()?.state).toBe('ended'));
  expect(desk.incoming.files.get()).toEqual([]);
});

test('a refused file stays with its reason, and the others go on', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/bad.pdf', '/good.pdf'));
  await desk.finish({ error: refused() });
  await vi.waitFor(() => expect(desk.begun).toHaveLength(2));
  await desk.finish();
  expect(desk.incoming.files.get()).toMatchObject([
    { name: 'bad.pdf', state: 'failed', error: { code: 'library/file-refused' } },
  ]);
  expect(desk.there).toEqual(new Set(['/good.pdf']));
});

test('a refused file is tried again when asked, and can be put away', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf'));
  expect(desk.incoming.batch.get()).toBeNull();
  await desk.finish({ error: refused() });
  const [file] = desk.incoming.files.get();
  desk.incoming.retry(file!.key);
  expect(statesOf(desk)).toEqual(['working']);
  await desk.finish({ error: refused() });
  desk.incoming.dismiss(file!.key);
  expect(desk.incoming.files.get()).toEqual([]);
});

test('several files are one batch: what is done, what was saved, the time left once the pace is known, one undo', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf', '/b.pdf', '/c.pdf', '/d.pdf'));
  await desk.finish({ tookMs: 1000 });
  await vi.waitFor(() => expect(desk.begun).toHaveLength(2));
  expect(desk.incoming.batch.get()).toMatchObject({ state: 'running', bytesDone: MEGABYTE, leftMs: null });
  await desk.finish({ tookMs: 1000 });
  await vi.waitFor(() => expect(desk.begun).toHaveLength(3));
  // Two megabytes in two seconds, and two are left; it is said in steps of five seconds.
  expect(desk.incoming.batch.get()).toMatchObject({ bytesDone: 2 * MEGABYTE, leftMs: 5000 });
  await desk.finish({ error: refused() });
  await vi.waitFor(() => expect(desk.begun).toHaveLength(4));
  await desk.finish();
  await vi.waitFor(() => expect(desk.incoming.batch.get()?.state).toBe('ended'));
  const batch = desk.incoming.batch.get();
  expect(batch?.keys.size).toBe(4);
  expect(batch?.joined.map(({ name }) => name)).toEqual(['/a.pdf', '/b.pdf', '/d.pdf']);
  expect(batch?.step).toBe(undoStack.state.get().done.at(-1));
  expect(batch?.step?.label).toBe('3 files');
  await undoStack.undo();
  expect(desk.there).toEqual(new Set());
  await undoStack.redo();
  expect(desk.there).toEqual(new Set(['/a.pdf', '/b.pdf', '/d.pdf']));
});

test('stopped, what is joined stays, what is under way and what waits is gone, and undo takes back what stayed', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf', '/b.pdf', '/c.pdf'));
  await desk.finish();
  await vi.waitFor(() => expect(desk.begun).toHaveLength(2));
  desk.incoming.stop();
  await vi.waitFor(() => expect(desk.incoming.batch.get()?.state).toBe('stopped'));
  expect(desk.begun).toEqual(['/a.pdf', '/b.pdf']);
  expect(desk.incoming.files.get()).toEqual([]);
  expect(desk.there).toEqual(new Set(['/a.pdf']));
  await undoStack.undo();
  expect(desk.there).toEqual(new Set());
});

test('files that come after a stop are joined', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf', '/b.pdf'));
  desk.incoming.stop();
  desk.incoming.add(given('/c.pdf'));
  await vi.waitFor(() => expect(desk.begun).toEqual(['/a.pdf', '/c.pdf']));
  await desk.finish();
  await vi.waitFor(() => expect(desk.there).toEqual(new Set(['/c.pdf'])));
});

test('files that come while others are on their way join their batch; a single one becomes its first', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf'));
  desk.incoming.add(given('/b.pdf'));
  expect(desk.incoming.batch.get()).toMatchObject({ bytesTotal: 2 * MEGABYTE });
  expect(desk.incoming.batch.get()?.keys.size).toBe(2);
  await desk.finish();
  await vi.waitFor(() => expect(desk.begun).toHaveLength(2));
  await desk.finish();
  await vi.waitFor(() => expect(desk.incoming.batch.get()?.joined).toHaveLength(2));
});

test('a file tried again goes back to the batch that told of it, and the report takes its refusals with it', async () => {
  const desk = openDesk();
  desk.incoming.add(given('/a.pdf', '/b.pdf'));
  await desk.finish({ error: refused() });
  await vi.waitFor(() => expect(desk.begun).toHaveLength(2));
  await desk.finish({ error: refused() });
  await vi.waitFor(() => expect(desk.incoming.batch.get()?.state).toBe('ended'));
  desk.incoming.retry(desk.incoming.files.get()[0]!.key);
  expect(desk.incoming.batch.get()).toMatchObject({ state: 'running', bytesDone: MEGABYTE });
  await desk.finish();
  await vi.waitFor(() => expect(desk.incoming.batch.get()?.state).toBe('ended'));
  expect(desk.incoming.batch.get()?.joined).toHaveLength(1);
  desk.incoming.closeReport();
  expect([desk.incoming.batch.get(), desk.incoming.files.get()]).toEqual([null, []]);
});

test('a folder is asked about first: nothing is taken without a yes', async () => {
  const found: Survey = {
    files: given('/dossier/a.pdf', '/dossier/b.pdf'),
    folderCount: 1,
    skippedCount: 0,
    isTooMuch: false,
    mostFiles: 500,
  };
  const desk = openDesk(async () => found);
  await desk.incoming.give(['/dossier']);
  expect(desk.incoming.asked.get()).toEqual(found);
  expect(desk.begun).toEqual([]);
  desk.incoming.answer(false);
  expect([desk.incoming.asked.get(), desk.incoming.files.get()]).toEqual([null, []]);
  await desk.incoming.give(['/dossier']);
  desk.incoming.answer(true);
  expect(desk.begun).toEqual(['/dossier/a.pdf']);
});

test('files are taken at once, also when they could not be looked at', async () => {
  const desk = openDesk();
  await desk.incoming.give(['/a.pdf']);
  expect(desk.begun).toEqual(['/a.pdf']);
});

test('the name of a file is the end of its path, on any system', () => {
  expect(fileName('/home/prof/copie.pdf')).toBe('copie.pdf');
  expect(fileName('C:\\Cours\\copie.pdf')).toBe('copie.pdf');
});
