import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { referencesHandlers } from '../../main/engine/grading/references.ts';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { namedBlobs } from '../../main/engine/store/named-blobs.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  temporaryFolder,
} from './domain-workspace.ts';

async function opened(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  return workspace;
}

async function textFile(name: string, text: string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return path;
}

function names({ context }: DomainWorkspace): [string, string][] {
  const list = referencesHandlers.references(context, { assignmentId: 'ds1' });
  return list.map(({ role, document }) => [role, document.name]);
}

const KEY = { assignmentId: 'ds1', role: 'key' } as const;

test('keys and subjects are as many documents as are chosen, in that order; nothing of them is sent, and each is taken away alone', async () => {
  const workspace = await opened();
  const { context, clock } = workspace;
  const bring = async (role: 'key' | 'subject', name: string) => {
    clock.advance(1000);
    const path = await textFile(name, `Texte de ${name}`);
    return referencesHandlers.bringReference(context, { ...KEY, role, path });
  };
  const second = await bring('key', 'corrigé 2.txt');
  expect(second.hasChanged).toBe(true);
  await bring('subject', 'énoncé.txt');
  const first = await bring('key', 'corrigé 1.txt');
  expect(names(workspace)).toEqual([
    ['key', 'corrigé 2.txt'],
    ['key', 'corrigé 1.txt'],
    ['subject', 'énoncé.txt'],
  ]);
  const choose = (documentId: string, isChosen: boolean) =>
    referencesHandlers.chooseReference(context, { ...KEY, documentId, isChosen });
  expect(choose(first.documentId, true)).toEqual({ documentId: first.documentId, hasChanged: false });
  expect(choose(second.documentId, false).hasChanged).toBe(true);
  expect(choose(second.documentId, false).hasChanged).toBe(false);
  expect(names(workspace)).toEqual([
    ['key', 'corrigé 1.txt'],
    ['subject', 'énoncé.txt'],
  ]);
  clock.advance(1000);
  choose(second.documentId, true);
  expect(names(workspace).map(([, name]) => name)).toEqual(['corrigé 1.txt', 'corrigé 2.txt', 'énoncé.txt']);
  // The same document may be both.
  referencesHandlers.chooseReference(context, {
    ...KEY,
    role: 'subject',
    documentId: first.documentId,
    isChosen: true,
  });
  expect(names(workspace)).toHaveLength(4);
  expect(workspace.waiting()).toEqual([]);
});

test('what is a key is one of the teacher’s documents, says so in the library, and is not forgotten', async () => {
  const workspace = await opened();
  const { context } = workspace;
  const path = await textFile('corrigé.txt', 'Réponses');
  const { documentId } = await referencesHandlers.bringReference(context, { ...KEY, path });
  expect(libraryHandlers.list(context)).toMatchObject([
    { id: documentId, usedIn: [{ kind: 'key', id: 'ds1', label: 'Devoir surveillé 1', sent: 'no' }] },
  ]);
  libraryHandlers.forget(context, documentId);
  const [reference] = referencesHandlers.references(context, { assignmentId: 'ds1' });
  expect(reference?.document.id).toBe(documentId);
  expect(namedBlobs(context.store.db, context.clock.now())).toContain(reference?.document.sha256);
});

test('an assignment or a document that is not there is refused, and a file that is refused changes nothing', async () => {
  const workspace = await opened();
  const { context } = workspace;
  const missing = expect.objectContaining({ code: 'store/not-found' });
  expect(() =>
    referencesHandlers.chooseReference(context, { ...KEY, documentId: 'nowhere', isChosen: true }),
  ).toThrow(missing);
  await expect(
    referencesHandlers.bringReference(context, {
      ...KEY,
      assignmentId: 'nowhere',
      path: await textFile('a.txt', 'a'),
    }),
  ).rejects.toEqual(missing);
  await expect(
    referencesHandlers.bringReference(context, { ...KEY, path: '/nowhere/corrigé.pdf' }),
  ).rejects.toMatchObject({ code: 'library/file-missing' });
  expect(names(workspace)).toEqual([]);
  expect(libraryHandlers.list(context)).toEqual([]);
});
