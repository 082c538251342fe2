import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  temporaryFolder,
} from './domain-workspace.ts';
import { canMountDisks, smallDisk } from './small-disk.ts';

/** A picture that compresses like a photo: soft shapes and a little noise. */
async function photo(format: 'png' | 'jpeg'): Promise<Buffer> {
  const [width, height] = [1200, 900];
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let index = 0; index < pixels.length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const wave = 90 * Math.sin(index / 7919) + 60 * Math.sin(index / 104_729);
    pixels[index] = Math.max(0, Math.min(255, 128 + wave + (state % 24)));
  }
  const picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  return format === 'png' ? picture.png().toBuffer() : picture.jpeg({ quality: 96 }).toBuffer();
}

const photos = { png: photo('png'), jpeg: photo('jpeg') };

async function writePhoto(name: string): Promise<string> {
  return writeText(name, await (name.endsWith('.png') ? photos.png : photos.jpeg));
}

async function writeText(name: string, text: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return path;
}

/** Every file below the vault, drafts included. */
async function filesOfVault({ vault }: DomainWorkspace): Promise<string[]> {
  const entries = await readdir(vault.directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function counts({ store }: DomainWorkspace): Record<string, number> {
  const count = (table: string) => store.db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;
  return { blobs: count('blob'), documents: count('document'), renditions: count('rendition') };
}

function aLesson({ context }: DomainWorkspace): string {
  const fields = {
    classGroupId: '2de4',
    title: 'Fonctions',
    startsAt: START,
    isPublished: false,
    blocks: [],
  };
  return lessonsHandlers.save(context, fields).id;
}

test('a photo is made lighter; the original and what is sent are both kept, and the file is not touched', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('Tableau du 24.JPEG');
  const before = await readFile(path);
  const imported = await workspace.context.importDocument(path);
  expect(imported).toMatchObject({ name: 'Tableau du 24.JPEG', mediaType: 'image/jpeg' });
  expect(imported.optimisation).toMatchObject({ outcome: 'optimised', bytesBefore: before.length });
  expect(imported.optimisation.bytesAfter).toBe(imported.sizeBytes);
  expect(imported.sizeBytes).toBeLessThan(before.length);
  expect(await readFile(path)).toEqual(before);
  expect(counts(workspace)).toEqual({ blobs: 2, documents: 1, renditions: 1 });
  const files = await filesOfVault(workspace);
  expect(files).toHaveLength(2);
  expect(await workspace.vault.isIntact(imported.sha256)).toBe(true);
});

test('a rendition takes the extension of what it is', async () => {
  const workspace = await openDomainWorkspace();
  const imported = await workspace.context.importDocument(await writePhoto('Plan de classe.png'));
  expect(imported).toMatchObject({ name: 'Plan de classe.jpg', mediaType: 'image/jpeg' });
  const [document] = libraryHandlers.list(workspace.context);
  expect(document?.original).toMatchObject({ name: 'Plan de classe.png', isLocal: true });
});

test('the same bytes imported twice are kept once, optimised once, and are one document', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('photo.jpg');
  const first = await workspace.context.importDocument(path);
  const again = await workspace.context.importDocument(path);
  expect(again).toEqual(first);
  const copy = await writeText('copie.jpg', await readFile(path));
  const other = await workspace.context.importDocument(copy);
  expect(other).toMatchObject({ name: 'copie.jpg', sha256: first.sha256, optimisation: first.optimisation });
  expect(workspace.optimised).toEqual(['photo.jpg']);
  expect(counts(workspace)).toEqual({ blobs: 2, documents: 2, renditions: 1 });
  expect(await filesOfVault(workspace)).toHaveLength(2);
});

test('two imports of one file at the same time keep it once', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('photo.jpg');
  const { importDocument: bringIn } = workspace.context;
  const [first, second] = await Promise.all([bringIn(path), bringIn(path)]);
  expect(first).toEqual(second);
  expect(counts(workspace)).toEqual({ blobs: 2, documents: 1, renditions: 1 });
  expect(await filesOfVault(workspace)).toHaveLength(2);
});

test('another quality is another rendition of the same original', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('photo.jpg');
  const screen = await workspace.context.importDocument(path);
  settingsHandlers.save(workspace.context, { quality: 'original' });
  const original = await workspace.context.importDocument(path);
  expect(original.sha256).not.toBe(screen.sha256);
  expect(workspace.optimised).toHaveLength(2);
  expect(counts(workspace)).toMatchObject({ documents: 2, renditions: 2 });
});

test('a rendition whose bytes were lost is made again', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('photo.jpg');
  const { sha256 } = await workspace.context.importDocument(path);
  await rm(workspace.vault.pathOf(sha256));
  const again = await workspace.context.importDocument(path);
  expect(again.sha256).toBe(sha256);
  expect(await workspace.vault.isIntact(sha256)).toBe(true);
  expect(workspace.optimised).toHaveLength(2);
});

test('a rendition that was cut short, or made by an earlier version of the recipe, is not sent again', async () => {
  const workspace = await openDomainWorkspace();
  const { store, vault, optimised } = workspace;
  const path = await writePhoto('photo.jpg');
  const { sha256, sizeBytes } = await workspace.context.importDocument(path);
  await writeFile(vault.pathOf(sha256), (await readFile(vault.pathOf(sha256))).subarray(0, 4096));
  expect(await workspace.context.importDocument(path)).toMatchObject({ sha256, sizeBytes });
  expect(await vault.isIntact(sha256)).toBe(true);
  expect(optimised).toHaveLength(2);
  // What an earlier version left: whole by its own hash, and still no photo.
  const broken = await workspace.context.importDocument(await writeText('broken.txt', 'Pas une photo.'));
  store.db.prepare("UPDATE rendition SET recipe = 'image@1', sha256 = ?").run(broken.sha256);
  expect(await workspace.context.importDocument(path)).toMatchObject({ sha256, sizeBytes });
});

test('a document that cannot be written down leaves nothing in the vault, and comes once it can', async () => {
  const workspace = await openDomainWorkspace();
  const { db } = workspace.store;
  const path = await writePhoto('photo.jpg');
  db.exec("CREATE TEMP TRIGGER refusal BEFORE INSERT ON document BEGIN SELECT RAISE(ABORT, 'no'); END");
  await expect(workspace.context.importDocument(path)).rejects.toThrow();
  expect(await filesOfVault(workspace)).toEqual([]);
  db.exec('DROP TRIGGER refusal');
  await workspace.context.importDocument(path);
  expect(await filesOfVault(workspace)).toHaveLength(2);
});

test('a document that cannot be made lighter is sent as it is, and its bytes are kept once', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writeText('Consigne n.3', 'Lire le chapitre 2.\n');
  const imported = await workspace.context.importDocument(path);
  expect(imported).toMatchObject({
    name: 'Consigne n.3',
    optimisation: { outcome: 'kept', reason: 'no-recipe', bytesBefore: 20, bytesAfter: 20 },
  });
  expect(counts(workspace)).toEqual({ blobs: 1, documents: 1, renditions: 0 });
});

test('a file that is empty, cut short or not what its name says is refused, and leaves nothing behind', async () => {
  const workspace = await openDomainWorkspace();
  const whole = await readFile(await writePhoto('photo.jpg'));
  for (const [name, bytes, reason] of [
    ['vide.pdf', Buffer.alloc(0), 'empty'],
    ['tronquée.jpg', whole.subarray(0, whole.length / 2), 'damaged'],
    ['cours.pdf', Buffer.from('<!doctype html><title>Connexion</title>'), 'misnamed'],
  ] as const) {
    const path = await writeText(name, bytes);
    await expect(workspace.context.importDocument(path)).rejects.toThrowError(
      expect.objectContaining({ code: 'library/file-refused', params: { name, reason } }),
    );
    expect(await readFile(path)).toEqual(bytes);
  }
  expect(counts(workspace)).toEqual({ blobs: 0, documents: 0, renditions: 0 });
  expect(await filesOfVault(workspace)).toEqual([]);
});

test('the same bytes under an honest name are taken, and then refused again under a false one', async () => {
  const workspace = await openDomainWorkspace();
  const html = Buffer.from('<!doctype html><title>Page</title>');
  await workspace.context.importDocument(await writeText('page.html', html));
  await expect(workspace.context.importDocument(await writeText('page.pdf', html))).rejects.toThrowError(
    expect.objectContaining({ code: 'library/file-refused' }),
  );
  expect(await filesOfVault(workspace)).toHaveLength(1);
});

test('a file that is gone or is a folder is named and not imported', async () => {
  const workspace = await openDomainWorkspace();
  const folder = await temporaryFolder();
  await expect(workspace.context.importDocument(join(folder, 'rien.pdf'))).rejects.toThrowError(
    expect.objectContaining({ code: 'library/file-missing', params: { name: 'rien.pdf' } }),
  );
  await mkdir(join(folder, 'dossier'));
  await expect(workspace.context.importDocument(join(folder, 'dossier'))).rejects.toThrowError(
    expect.objectContaining({ code: 'library/file-refused', params: { name: 'dossier', reason: 'folder' } }),
  );
  expect(await filesOfVault(workspace)).toEqual([]);
});

test('a file that may only be read is imported like any other', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('photo.jpg');
  await chmod(path, 0o444);
  await workspace.context.importDocument(path);
  expect(await filesOfVault(workspace)).toHaveLength(2);
});

test('an import that is cancelled while the optimiser works leaves nothing behind', async () => {
  const workspace = await openDomainWorkspace();
  const path = await writePhoto('photo.jpg');
  const controller = new AbortController();
  const cancelled = new Error('cancelled');
  const work = workspace.context.importDocument(path, controller.signal);
  while (workspace.optimised.length === 0) await setImmediate();
  controller.abort(cancelled);
  await expect(work).rejects.toBe(cancelled);
  expect(counts(workspace)).toEqual({ blobs: 0, documents: 0, renditions: 0 });
  expect(await filesOfVault(workspace)).toEqual([]);
  await workspace.context.importDocument(path);
  expect(counts(workspace)).toMatchObject({ documents: 1 });
});

test('a file whose joining is given up leaves nothing: none in the lesson, none in the library', async () => {
  const workspace = await openDomainWorkspace();
  const { context, store, vault } = workspace;
  receiveClass(workspace, 1);
  const lessonId = aLesson(workspace);
  const path = await writePhoto('photo.jpg');
  const cancelled = new Error('cancelled');
  // At the last moment before it is written down: its bytes are in the vault already.
  const controller = new AbortController();
  const { adopt } = vault;
  vault.adopt = (...file) => {
    controller.abort(cancelled);
    return adopt.apply(vault, file);
  };
  await expect(lessonsHandlers.attach(context, { lessonId, path }, controller.signal)).rejects.toBe(
    cancelled,
  );
  vault.adopt = adopt;
  expect(counts(workspace)).toEqual({ blobs: 0, documents: 0, renditions: 0 });
  expect(await filesOfVault(workspace)).toEqual([]);
  expect(store.db.prepare('SELECT COUNT(*) FROM resource').pluck().get()).toBe(0);
  expect(workspace.waiting().filter(({ entity }) => entity === 'resource')).toEqual([]);
});

test('a file that cannot be joined in the end is none of the library', async () => {
  const workspace = await openDomainWorkspace();
  const { context, vault } = workspace;
  receiveClass(workspace, 1);
  const lessonId = aLesson(workspace);
  const path = await writeText('cours.txt', 'Cours');
  const { adopt } = vault;
  vault.adopt = (...file) => {
    lessonsHandlers.remove(context, { lessonId });
    return adopt.apply(vault, file);
  };
  await expect(lessonsHandlers.attach(context, { lessonId, path })).rejects.toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  expect(counts(workspace)).toEqual({ blobs: 0, documents: 0, renditions: 0 });
});

test('a file that is joined twice under one id is joined once', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  receiveClass(workspace, 1);
  const path = await writeText('cours.txt', 'Cours');
  const input = { lessonId: aLesson(workspace), path, newId: 'resource-1' };
  const first = await lessonsHandlers.attach(context, input);
  expect(await lessonsHandlers.attach(context, input)).toEqual(first);
  expect(lessonsHandlers.get(context, input).resources.map(({ id }) => id)).toEqual(['resource-1']);
});

test('savings are counted over all time, and since Monday', async () => {
  const { context, clock } = await openDomainWorkspace();
  await context.importDocument(await writePhoto('photo.jpg'));
  const all = libraryHandlers.savings(context);
  expect(all).toEqual({ ...all.thisWeek, thisWeek: all.thisWeek });
  expect(all.bytesAfter).toBeLessThan(all.bytesBefore);
  clock.advance(7 * 86_400_000);
  await context.importDocument(await writeText('cours.txt', 'Cours'));
  const { thisWeek, ...since } = libraryHandlers.savings(context);
  expect(thisWeek).toEqual({ documentCount: 1, bytesBefore: 5, bytesAfter: 5 });
  expect(since).toEqual({
    documentCount: 2,
    bytesBefore: all.bytesBefore + 5,
    bytesAfter: all.bytesAfter + 5,
  });
});

test('a document is listed with the lessons and the students where it is used', async () => {
  const workspace = await openDomainWorkspace();
  const { context, clock } = workspace;
  receiveClass(workspace, 1);
  const lesson = lessonsHandlers.save(context, {
    classGroupId: '2de4',
    title: 'Fonctions',
    startsAt: START,
    isPublished: false,
    blocks: [],
  });
  const text = await writeText('corrigé.txt', 'Corrigé');
  const resource = await lessonsHandlers.attach(context, { lessonId: lesson.id, path: text });
  const feedback = await gradingHandlers.attachFeedback(context, { submissionId: 'copy-01', path: text });
  clock.advance(1000);
  await context.importDocument(await writeText('seul.txt', 'Seul'));
  expect(libraryHandlers.list(context)).toMatchObject([
    { document: { name: 'seul.txt' }, usedIn: [] },
    {
      document: { name: 'corrigé.txt' },
      addedAt: START,
      usedIn: [
        { kind: 'lesson', id: lesson.id, label: 'Fonctions' },
        { kind: 'feedback', id: 'copy-01', label: 'Prénom01 Nom01' },
      ],
    },
  ]);
  lessonsHandlers.detach(context, { resourceId: resource.id });
  gradingHandlers.removeFeedback(context, { feedbackId: feedback.id });
  expect(libraryHandlers.list(context).map(({ usedIn }) => usedIn)).toEqual([[], []]);
  expect(libraryHandlers.savings(context)).toMatchObject({
    documentCount: 2,
    bytesBefore: 12,
    bytesAfter: 12,
  });
});

test('a file given back with a copy waits with its bytes, is taken back and comes back', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  receiveClass(workspace, 1);
  const path = await writeText('annotée.txt', 'Annotations');
  const feedback = await gradingHandlers.attachFeedback(context, { submissionId: 'copy-01', path });
  expect(feedback).toMatchObject({ document: { name: 'annotée.txt', isLocal: true }, sync: 'waiting' });
  const [op] = workspace.waiting();
  expect(op).toMatchObject({ entity: 'feedback', lane: 'bulk' });
  expect(JSON.parse(op?.payload ?? '')).toEqual({
    submission_id: 'copy-01',
    file: {
      id: feedback.document.id,
      name: 'annotée.txt',
      sha256: feedback.document.sha256,
      bytes: 11,
      media_type: 'text/plain',
    },
  });
  workspace.push();
  gradingHandlers.removeFeedback(context, { feedbackId: feedback.id });
  expect(gradingHandlers.submission(context, { submissionId: 'copy-01' }).feedback).toEqual([]);
  gradingHandlers.restoreFeedback(context, { feedbackId: feedback.id });
  expect(gradingHandlers.submission(context, { submissionId: 'copy-01' }).feedback).toEqual([
    { ...feedback, sync: 'synced' },
  ]);
  expect(workspace.waiting()).toEqual([]);
});

test('a document is written whole where the teacher says, over what was there', async () => {
  const workspace = await openDomainWorkspace();
  const { sha256 } = await workspace.context.importDocument(await writeText('cours.txt', 'Cours'));
  const folder = await temporaryFolder();
  const path = join(folder, 'copie.txt');
  await writeFile(path, 'ancien');
  await libraryHandlers.exportTo(workspace.context, { sha256, path });
  expect(await readFile(path, 'utf8')).toBe('Cours');
  expect(await readdir(folder)).toEqual(['copie.txt']);
});

test('a damaged document is not written, and what was there stays', async () => {
  const workspace = await openDomainWorkspace();
  const { sha256 } = await workspace.context.importDocument(await writeText('cours.txt', 'Cours'));
  await writeFile(workspace.vault.pathOf(sha256), 'C0urs');
  const folder = await temporaryFolder();
  const path = join(folder, 'copie.txt');
  await writeFile(path, 'ancien');
  await expect(libraryHandlers.exportTo(workspace.context, { sha256, path })).rejects.toThrowError(
    expect.objectContaining({ code: 'vault/blob-corrupt' }),
  );
  expect(await readFile(path, 'utf8')).toBe('ancien');
  expect(await readdir(folder)).toEqual(['copie.txt']);
});

test('what cannot be written says so: no document, no folder', async () => {
  const workspace = await openDomainWorkspace();
  const { sha256 } = await workspace.context.importDocument(await writeText('cours.txt', 'Cours'));
  const folder = await temporaryFolder();
  const exportTo = (input: { sha256: string; path: string }) =>
    libraryHandlers.exportTo(workspace.context, input);
  for (const [input, code] of [
    [{ sha256: 'a'.repeat(64), path: join(folder, 'x') }, 'vault/blob-missing'],
    [{ sha256: '../../etc', path: join(folder, 'x') }, 'vault/blob-missing'],
    [{ sha256, path: join(folder, 'parti', 'x') }, 'library/folder-unwritable'],
    [{ sha256, path: folder }, 'library/folder-unwritable'],
  ] as const)
    await expect(exportTo(input)).rejects.toThrowError(expect.objectContaining({ code }));
  expect(await readdir(folder)).toEqual([]);
});

test.runIf(canMountDisks)(
  'a document that does not fit on the disk is refused and leaves nothing',
  async () => {
    const disk = await smallDisk(3 << 20);
    const workspace = await openDomainWorkspace(disk);
    const isFull = expect.objectContaining({ code: 'store/disk-full' });
    const large = await writeText('long.txt', Buffer.alloc(8 << 20, 'a'));
    await expect(workspace.context.importDocument(large)).rejects.toThrowError(isFull);
    expect(counts(workspace)).toEqual({ blobs: 0, documents: 0, renditions: 0 });
    expect(await filesOfVault(workspace)).toEqual([]);
    await workspace.context.importDocument(await writeText('court.txt', 'Court'));
    expect(counts(workspace)).toMatchObject({ documents: 1 });
  },
);
