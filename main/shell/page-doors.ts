import type { BrowserWindow } from 'electron';
import { chooseFiles, chooseFolder, chooseSavePath } from './dialogs.ts';
import type { EngineHost } from './engine-host/engine-host.ts';
import type { PageLine } from './engine-host/page-line.ts';
import { handOver } from './hand-over.ts';
import { openDoors } from './ipc.ts';
import type { OpenedFiles } from './opened-files.ts';
import type { Preferences } from './preferences.ts';
import { printPage } from './print-page.ts';
import type { Updates } from './updates.ts';

export interface PageDoors {
  /** The open account's folder. */
  workspaceDirectory(): string | null;
  ownWindow(): BrowserWindow | null;
  readonly preferences: Preferences;
  readonly updates: Updates;
  readonly engine: EngineHost;
  readonly line: PageLine;
  readonly files: OpenedFiles;
}

/** Everything that the page may ask of the shell. */
export function openPageDoors(doors: PageDoors): void {
  const { ownWindow, workspaceDirectory, preferences, updates, engine, line, files } = doors;
  openDoors(
    ownWindow,
    {
      'shell:choose-files': (options, window) => chooseFiles(window, options),
      'shell:choose-folder': (_none, window) => chooseFolder(window),
      'shell:choose-save-path': (suggestedName, window) => chooseSavePath(window, suggestedName),
      'shell:get-preferences': () => preferences.current,
      'shell:get-update-state': () => updates.state,
      'shell:hand-over': (bytes) => handOver(workspaceDirectory(), bytes),
      'shell:print-page': async (_none, window) => handOver(workspaceDirectory(), await printPage(window)),
      'shell:save-preferences': (change) => preferences.save(change),
      'shell:take-opened-file': () => files.take(),
    },
    {
      'shell:request-engine-port': (_none, window) => line.open(window.webContents),
      'shell:restart-engine': () => engine.restart(),
      'shell:set-title': (title, window) => window.setTitle(titleOf(title)),
    },
  );
  updates.onChange((state) => ownWindow()?.webContents.send('shell:update-state', state));
  preferences.onChange((current) => ownWindow()?.webContents.send('shell:preferences', current));
}

/** The document first, as every system wants it; macOS names the app in its menu bar already. */
function titleOf(title: string): string {
  if (title === '') return 'Cartable';
  return process.platform === 'darwin' ? title : `${title} — Cartable`;
}
