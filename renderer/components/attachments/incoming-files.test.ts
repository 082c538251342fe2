import { ORPCError } from '@orpc/client';
import { expect, test, vi } from 'vitest';
import { fileName, IncomingFiles } from './incoming-files.ts';

const refused = () =>
  new ORPCError('library/file-refused', { defined: true, data: { params: {}, retry: 'never' } });
const settled = () => vi.waitFor(() => expect(true).toBe(true));

test('files are joined one at a time, in order, and leave the list', async () => {
  const running: string[] = [];
  const answers: (() => void)[] = [];
  const incoming = new IncomingFiles(async (path) => {
    running.push(path);
    await new Promise<void>((resolve) => {
      answers.push(resolve);
    });
  });
  incoming.add(['/a.pdf', '/b.pdf']);
  expect(running).toEqual(['/a.pdf']);
  expect(incoming.files.get().map(({ state }) => state)).toEqual(['working', 'waiting']);
  answers.shift()?.();
  await vi.waitFor(() => expect(running).toEqual(['/a.pdf', '/b.pdf']));
  answers.shift()?.();
  await vi.waitFor(() => expect(incoming.files.get()).toEqual([]));
});

test('a refused file stays with its reason, and the others go on', async () => {
  const incoming = new IncomingFiles(async (path) => {
    if (path === '/bad.pdf') throw refused();
  });
  incoming.add(['/bad.pdf', '/good.pdf']);
  await vi.waitFor(() => expect(incoming.files.get().length).toBe(1));
  expect(incoming.files.get()[0]).toMatchObject({
    name: 'bad.pdf',
    state: 'failed',
    error: { code: 'library/file-refused' },
  });
});

test('a refused file is tried again when asked, and can be put away', async () => {
  let hasFailed = false;
  const incoming = new IncomingFiles(async () => {
    if (hasFailed) return;
    hasFailed = true;
    throw refused();
  });
  incoming.add(['/a.pdf']);
  await vi.waitFor(() => expect(incoming.files.get()[0]?.state).toBe('failed'));
  incoming.retry(incoming.files.get()[0]!.key);
  await vi.waitFor(() => expect(incoming.files.get()).toEqual([]));
  hasFailed = false;
  incoming.add(['/b.pdf']);
  await vi.waitFor(() => expect(incoming.files.get()[0]?.state).toBe('failed'));
  incoming.dismiss(incoming.files.get()[0]!.key);
  await settled();
  expect(incoming.files.get()).toEqual([]);
});

test('the name of a file is the end of its path, on any system', () => {
  expect(fileName('/home/prof/copie.pdf')).toBe('copie.pdf');
  expect(fileName('C:\\Cours\\copie.pdf')).toBe('copie.pdf');
});
