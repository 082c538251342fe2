/** The bridge: what the page may ask of the system, and the port to the engine. Runs sandboxed, before the page. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  type CartableBridge,
  ENGINE_PORT_MESSAGE,
  type EngineState,
  MENU_COMMANDS,
  type MenuCommand,
  type ShellPreferences,
  type UpdateState,
} from './contract/bridge.ts';

/** Electron before 32 put a file's path on the file itself. */
type FileWithPath = File & { readonly path?: string };

/** A fact that the shell wrote on this process's command line. */
function fact(name: string): string {
  const prefix = `--cartable-${name}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? '';
}

function subscribe<T>(channel: string, listener: (value: T) => void): () => void {
  const onMessage = (_event: unknown, value: T) => listener(value);
  ipcRenderer.on(channel, onMessage);
  return () => {
    ipcRenderer.off(channel, onMessage);
  };
}

const bridge: CartableBridge = {
  platform: process.platform as CartableBridge['platform'],
  appVersion: fact('version'),
  systemLanguage: fact('system-language'),
  requestEnginePort: () => ipcRenderer.send('shell:request-engine-port'),
  onEngineState: (listener) => subscribe<EngineState>('shell:engine-state', listener),
  restartEngine: () => ipcRenderer.send('shell:restart-engine'),
  // Before Electron 32 there is no `webUtils`.
  pathForFile: (file) => (webUtils ? webUtils.getPathForFile(file) : ((file as FileWithPath).path ?? '')),
  chooseFiles: ({ title, isMultiple }) => ipcRenderer.invoke('shell:choose-files', { title, isMultiple }),
  chooseFolder: () => ipcRenderer.invoke('shell:choose-folder'),
  chooseSavePath: (suggestedName) => ipcRenderer.invoke('shell:choose-save-path', suggestedName),
  handOver: (bytes) => ipcRenderer.invoke('shell:hand-over', bytes),
  takeOpenedFile: () => ipcRenderer.invoke('shell:take-opened-file'),
  onFileWaiting: (listener) => subscribe<void>('shell:file-waiting', () => listener()),
  printPage: () => ipcRenderer.invoke('shell:print-page'),
  getPreferences: () => ipcRenderer.invoke('shell:get-preferences'),
  savePreferences: (change) => ipcRenderer.invoke('shell:save-preferences', change),
  onPreferencesChanged: (listener) => subscribe<ShellPreferences>('shell:preferences', listener),
  onMenuCommand: (listener) =>
    subscribe<MenuCommand>('shell:menu-command', (command) => {
      if (MENU_COMMANDS.includes(command)) listener(command);
    }),
  getUpdateState: () => ipcRenderer.invoke('shell:get-update-state'),
  onUpdateState: (listener) => subscribe<UpdateState>('shell:update-state', listener),
  setDocumentTitle: (title) => ipcRenderer.send('shell:set-title', title),
};

contextBridge.exposeInMainWorld('cartable', bridge);

// A port cannot pass through the bridge; it is posted to the page, which knows its sender by the origin.
ipcRenderer.on(ENGINE_PORT_MESSAGE, (event) => {
  window.postMessage({ type: ENGINE_PORT_MESSAGE }, window.location.origin, [...event.ports]);
});
