import { type BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { APP_ORIGIN } from './app-protocol.ts';
import { CALLS, type CallName, SIGNALS, type SignalName } from './channels.ts';
import type { Preferences } from './preferences.ts';

interface IpcParts {
  readonly window: () => BrowserWindow | null;
  readonly preferences: Preferences;
  onEnginePortRequested(): void;
  onEngineRestart(): void;
  onPreferencesChanged(): void;
}

/** Serves the page's few requests to the system. A sender that is not our page, or words that do not fit, get nothing. */
export function serveBridge(parts: IpcParts): void {
  const required = () => {
    const window = parts.window();
    if (window === null) throw new Error('no window');
    return window;
  };
  answer(parts, 'shell:choose-files', async ({ title, isMultiple }) => {
    const properties: ('openFile' | 'multiSelections')[] = isMultiple
      ? ['openFile', 'multiSelections']
      : ['openFile'];
    return (await dialog.showOpenDialog(required(), { title, properties })).filePaths;
  });
  answer(parts, 'shell:choose-folder', async () => {
    const { filePaths } = await dialog.showOpenDialog(required(), {
      properties: ['openDirectory', 'createDirectory'],
    });
    return filePaths[0] ?? null;
  });
  answer(parts, 'shell:choose-save-path', async (defaultPath) => {
    return (await dialog.showSaveDialog(required(), { defaultPath })).filePath || null;
  });
  answer(parts, 'shell:get-preferences', () => parts.preferences.current);
  answer(parts, 'shell:save-preferences', (change) => {
    const saved = parts.preferences.save(change);
    parts.onPreferencesChanged();
    return saved;
  });
  listen(parts, 'shell:request-engine-port', parts.onEnginePortRequested);
  listen(parts, 'shell:restart-engine', parts.onEngineRestart);
  listen(parts, 'shell:set-title', (title) => parts.window()?.setTitle(title === '' ? 'Cartable' : title));
}

function answer<Name extends CallName>(
  parts: IpcParts,
  name: Name,
  call: (input: z.infer<(typeof CALLS)[Name]>) => unknown,
): void {
  ipcMain.handle(name, (event, input: unknown) => {
    if (!isOwnPage(parts, event)) throw new Error('refused');
    return call(CALLS[name].parse(input) as z.infer<(typeof CALLS)[Name]>);
  });
}

function listen<Name extends SignalName>(
  parts: IpcParts,
  name: Name,
  take: (input: z.infer<(typeof SIGNALS)[Name]>) => void,
): void {
  ipcMain.on(name, (event, input: unknown) => {
    const parsed = SIGNALS[name].safeParse(input);
    if (isOwnPage(parts, event) && parsed.success) take(parsed.data as z.infer<(typeof SIGNALS)[Name]>);
  });
}

/** Only the main frame of our window, at our own origin. */
function isOwnPage(parts: IpcParts, event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const contents = parts.window()?.webContents;
  return (
    contents !== undefined &&
    event.senderFrame === contents.mainFrame &&
    event.senderFrame.url.startsWith(`${APP_ORIGIN}/`)
  );
}
