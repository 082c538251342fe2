import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { ChooseFilesOptions } from '../../preload/contract/bridge.ts';
import { safeFileName } from './safe-file-name.ts';

/** Asks for files; none when the teacher gives up. */
export async function chooseFiles(
  window: BrowserWindow,
  { title, isMultiple }: ChooseFilesOptions,
): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: isMultiple ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  return filePaths;
}

/** Asks for a folder, which may be made there; null when the teacher gives up. */
export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

/** Asks where to save; null when the teacher gives up. The suggestion is a file's name, whatever folder it pretends to. */
export async function chooseSavePath(window: BrowserWindow, suggestedName: string): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), safeFileName(suggestedName)),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  return filePath || null;
}
