import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { paperHandlers } from '../../main/engine/paper/handlers.ts';
import { watchHandlers } from '../../main/engine/watch/handlers.ts';
import type { TakenPart } from '../../preload/contract/paper.ts';
import { temporaryFolder } from './domain-workspace.ts';
import { openWatchedWorkspace, until as untilOf, type WatchedWorkspace } from './watched-workspace.ts';

/** Piles are read by PDFium, cut, and their parts optimised: on a busy machine. */
const LONG_MS = 300_000;
const until = (condition: () => boolean) => untilOf(condition, LONG_MS);

/** A watched folder for the scanned copies of « ds1 », three students. */
async function scanFolder(): Promise<WatchedWorkspace> {
  const watched = await openWatchedWorkspace();
  watched.folders.nameAssignment({ folderId: watched.folderId, assignmentId: 'ds1' });
  return watched;
}

/** The printed sheets themselves, as a scanner without any fault would give them. */
async function sheets({ workspace: { context } }: WatchedWorkspace): Promise<Buffer> {
  const path = join(await temporaryFolder(), 'sheets.pdf');
  const words = { hint: 'Placez cette feuille devant la copie.' };
  await paperHandlers.writeSheets(context, { assignmentId: 'ds1', path, form: 'sheets', words });
  return readFileSync(path);
}

/** A page without any sheet before it, then the sheets of the first two students. */
async function doubtfulPile(watched: WatchedWorkspace): Promise<Buffer> {
  const printed = await PDFDocument.load(await sheets(watched));
  const pile = await PDFDocument.create({ updateMetadata: false });
  pile.addPage([595, 842]).drawText('Sans feuille');
  for (const page of await pile.copyPages(printed, [0, 1])) pile.addPage(page);
  return Buffer.from(await pile.save());
}

const documentsOf = ({ workspace: { context } }: WatchedWorkspace, submissionId: string) =>
  gradingHandlers.submission(context, { submissionId }).documents.filter(({ isBrought }) => isBrought);
const namesOf = (watched: WatchedWorkspace) =>
  ['copy-01', 'copy-02', 'copy-03'].map((id) => documentsOf(watched, id).map(({ name }) => name));
const hasSettled = ({ state }: WatchedWorkspace) => state().waitingCount === 0;

test('a pile that comes into the folder of an assignment is cut and attached by itself, and asks nothing where all is sure', {
  timeout: LONG_MS,
}, async () => {
  const watched = await scanFolder();
  const { workspace, put, arrivals, state } = watched;
  const bytes = await sheets(watched);
  const path = await put('pile.pdf', bytes);
  await until(() => state().lastPile !== null);
  expect(state()).toMatchObject({ assignmentId: 'ds1', lastPile: { name: 'pile.pdf', copyCount: 3 } });
  expect(namesOf(watched)).toEqual([['Nom01 Prénom01.pdf'], ['Nom02 Prénom02.pdf'], ['Nom03 Prénom03.pdf']]);
  expect(arrivals()).toEqual([]);
  expect(libraryHandlers.list(workspace.context)).toEqual([]);
  expect(workspace.waiting()).toEqual([]);
  expect(readFileSync(path)).toEqual(bytes);
  // The same pile under another name brings nothing twice.
  await put('encore.pdf', bytes);
  await until(() => hasSettled(watched));
  expect(namesOf(watched).flat()).toHaveLength(3);
});

test('doubtful pages wait to be asked about, beside what is attached already; the answer attaches nothing twice', {
  timeout: LONG_MS,
}, async () => {
  const watched = await scanFolder();
  const { workspace, put, arrivals, state } = watched;
  const { context } = workspace;
  await put('pile.pdf', await doubtfulPile(watched));
  await until(() => arrivals().length === 1);
  const [arrival] = arrivals();
  expect(arrival?.pile).toEqual({ assignmentId: 'ds1', title: 'Devoir surveillé 1', copyCount: 2 });
  expect(arrival?.targets).toEqual([]);
  expect(state().lastPile).toBeNull();
  expect(namesOf(watched)).toEqual([['Nom01 Prénom01.pdf'], ['Nom02 Prénom02.pdf'], []]);
  const sha256 = arrival?.prepared?.original.sha256 ?? '';
  const source = { sha256 };
  const { parts } = await paperHandlers.readPile(context, { source, assignmentId: 'ds1' });
  expect(parts.map(({ state: one, submissionId }) => [one, submissionId])).toEqual([
    ['no-code', null],
    ['sure', 'copy-01'],
    ['sure', 'copy-02'],
  ]);
  const answered = parts.map(
    ({ firstPage, lastPage, submissionId }): TakenPart => ({
      firstPage,
      lastPage,
      submissionId: submissionId ?? 'copy-03',
    }),
  );
  const { ids } = await paperHandlers.takePile(context, { source, sha256, parts: answered });
  expect(ids).toHaveLength(1);
  expect(namesOf(watched).map(({ length }) => length)).toEqual([1, 1, 1]);
  watchHandlers.ignore(context, { arrivalIds: [arrival?.id ?? ''] });
  expect(arrivals()).toEqual([]);
});

test('other files of such a folder, and piles of any other, are proposed as ever', {
  timeout: LONG_MS,
}, async () => {
  const watched = await scanFolder();
  const { put, names, arrivals, folders, folderId } = watched;
  const bytes = await sheets(watched);
  await put('notes.txt');
  await put('cassé.pdf', 'no pdf at all');
  await until(() => arrivals().length === 2);
  expect(arrivals().map(({ pile }) => pile)).toEqual([null, null]);
  folders.nameAssignment({ folderId, assignmentId: null });
  await put('pile.pdf', bytes);
  await until(() => arrivals().length === 3);
  expect(names()).toEqual(['cassé.pdf', 'notes.txt', 'pile.pdf']);
  expect(namesOf(watched)).toEqual([[], [], []]);
  expect(() => folders.nameAssignment({ folderId, assignmentId: 'nothing' })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
});

test('a pile whose parts were attached when the engine died is attached once, and settled by the next start', {
  timeout: LONG_MS,
}, async () => {
  const watched = await scanFolder();
  const { workspace, put, restart, state } = watched;
  await put('pile.pdf', await sheets(watched));
  await until(() => state().lastPile !== null);
  await watched.folders.close();
  // As it was written down before the pile came in.
  workspace.store.db
    .prepare(
      "UPDATE watched_file SET state = 'new', is_waiting = 1, document_id = NULL, pile_copies = NULL, decided_at = NULL",
    )
    .run();
  await restart();
  await until(() => state().lastPile !== null);
  expect(namesOf(watched).map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(watched.arrivals()).toEqual([]);
});
