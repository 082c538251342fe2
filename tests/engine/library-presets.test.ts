import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import type { LibraryDocument } from '../../preload/contract/index.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  temporaryFolder,
} from './domain-workspace.ts';

/** Wider than a screen, so that each preset makes something else of it. */
async function writePhoto(name = 'Tableau.jpg'): Promise<string> {
  const [width, height] = [2300, 300];
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let index = 0; index < pixels.length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[index] = Math.max(0, Math.min(255, 128 + 90 * Math.sin(index / 7919) + (state % 20)));
  }
  const path = join(await temporaryFolder(), name);
  await writeFile(
    path,
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 96 })
      .toBuffer(),
  );
  return path;
}

function only(workspace: DomainWorkspace): LibraryDocument {
  const [document, ...others] = libraryHandlers.list(workspace.context);
  if (document === undefined || others.length > 0) throw new Error('one document was expected');
  return document;
}

test('a document is made again for another preset, sent so where it waits, remembered for its bytes, and taken back', async () => {
  const workspace = await openDomainWorkspace();
  const { context, store, vault } = workspace;
  const { submissionIds } = receiveClass(workspace, 2);
  const path = await writePhoto();
  const feedback = await gradingHandlers.attachFeedback(context, {
    submissionId: submissionIds[0] ?? '',
    path,
  });
  const before = only(workspace);
  expect(before).toMatchObject({ preset: 'screen', isPresetChosen: false, usedIn: [{ sent: 'no' }] });

  const changed = await libraryHandlers.setPreset(context, {
    documentId: before.id,
    preset: 'print',
    isChosen: true,
  });
  expect(changed).toMatchObject({ replacedCount: 1, sentCount: 0 });
  const after = only(workspace);
  expect(after).toMatchObject({ id: before.id, preset: 'print', isPresetChosen: true });
  expect(after.document.sizeBytes).toBeGreaterThan(before.document.sizeBytes);
  expect(await vault.isIntact(after.document.sha256)).toBe(true);
  const [op] = workspace.waiting();
  expect(JSON.parse(op?.payload ?? '')).toMatchObject({
    submission_id: submissionIds[0],
    file: { sha256: after.document.sha256, bytes: after.document.sizeBytes },
  });
  expect(JSON.parse(op?.payload ?? '').file.id).not.toBe(feedback.document.id);
  expect(store.db.prepare('SELECT sha256 FROM op_blob').pluck().all()).toEqual([after.document.sha256]);

  const again = await context.importDocument(path);
  expect(again).toMatchObject({ documentId: before.id, sha256: after.document.sha256 });
  expect(workspace.optimised).toHaveLength(2);

  await libraryHandlers.setPreset(context, { documentId: before.id, preset: 'screen', isChosen: false });
  expect(only(workspace)).toEqual({ ...before, usedIn: after.usedIn });
  expect(workspace.optimised).toHaveLength(2);
  settingsHandlers.save(context, { quality: 'print' });
  expect((await context.importDocument(path)).sha256).toBe(after.document.sha256);
});

test('what the ENT has already stays as it was sent, and is still known as the same document', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  const [first = '', second = ''] = receiveClass(workspace, 2).submissionIds;
  const feedback = await gradingHandlers.attachFeedback(context, {
    submissionId: first,
    path: await writePhoto(),
  });
  expect(workspace.push()).toBe(1);
  const { id: documentId, document } = only(workspace);
  gradingHandlers.attachDocument(context, { submissionId: second, documentId });
  const changed = await libraryHandlers.setPreset(context, {
    documentId,
    preset: 'original',
    isChosen: true,
  });
  expect(changed).toMatchObject({ replacedCount: 1, sentCount: 1 });
  expect(workspace.waiting()).toHaveLength(1);
  const file = {
    id: feedback.document.id,
    name: document.name,
    sha256: document.sha256,
    bytes: document.sizeBytes,
    media_type: document.mediaType,
  };
  workspace.receive('feedback', feedback.id, { submission_id: first, file }, { isMine: true });
  expect(
    only(workspace)
      .usedIn.map(({ sent }) => sent)
      .sort(),
  ).toEqual(['earlier', 'no']);
  const [sent] = gradingHandlers.submission(context, { submissionId: first }).feedback;
  expect(sent).toMatchObject({
    document: { sha256: document.sha256 },
    optimisation: { outcome: 'optimised' },
  });
});

test('a change that is cancelled, or whose original is gone, changes nothing', async () => {
  const workspace = await openDomainWorkspace();
  const { context, vault } = workspace;
  const path = await writePhoto();
  await context.importDocument(path);
  const before = only(workspace);
  const cancel = new AbortController();
  const change = { documentId: before.id, preset: 'print', isChosen: true } as const;
  const running = libraryHandlers.setPreset(context, change, cancel.signal);
  const reason = new Error('no longer wanted');
  cancel.abort(reason);
  await expect(running).rejects.toBe(reason);
  await rm(vault.pathOf(before.original.sha256));
  await expect(libraryHandlers.setPreset(context, change)).rejects.toMatchObject({
    code: 'vault/blob-missing',
  });
  expect(only(workspace)).toEqual(before);
  expect(await readFile(path)).not.toHaveLength(0);
});
