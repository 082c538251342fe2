/** Electron's main process: one window, one engine, and the doors between them. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, Menu, MessageChannelMain, powerMonitor, session } from 'electron';
import { ENGINE_PORT_MESSAGE, type EngineState, type MenuCommand } from '../../preload/contract/bridge.ts';
import { registerSchemes, serveApp } from './app-protocol.ts';
import { EngineSupervisor } from './engine-host/engine-supervisor.ts';
import { launchNodeEngine } from './engine-host/node-process.ts';
import { launchUtilityEngine } from './engine-host/utility-engine.ts';
import { serveBridge } from './ipc.ts';
import { buildMenu } from './menu.ts';
import { shellPaths } from './paths.ts';
import { confinePages, denyPermissions } from './permissions.ts';
import { Preferences } from './preferences.ts';
import { ShellSecretStore } from './secrets.ts';
import { serveVault } from './vault-protocol.ts';
import { openWindow } from './window.ts';

const dataSwitch = app.commandLine.getSwitchValue('data') || process.env.CARTABLE_DATA || '';
if (dataSwitch !== '') {
  const directory = resolve(dataSwitch);
  mkdirSync(directory, { recursive: true });
  app.setPath('userData', directory);
}
registerSchemes();

// One instance a data directory: a second start brings the first one's window forward.
if (app.requestSingleInstanceLock()) {
  confinePages();
  void app.whenReady().then(start);
} else app.quit();

function start(): void {
  const paths = shellPaths();
  const preferences = new Preferences(join(paths.data, 'preferences.json'));
  let window: BrowserWindow | null = null;
  let workspaceDirectory: string | null = null;
  const send = (channel: 'shell:engine-state' | 'shell:menu-command', value: EngineState | MenuCommand) =>
    window?.webContents.send(channel, value);
  const engine = new EngineSupervisor({
    launch: () =>
      process.platform === 'linux' ? launchNodeEngine(paths) : launchUtilityEngine(paths.engine),
    dataDirectory: paths.data,
    appVersion: app.getVersion(),
    language: preferences.language,
    secrets: new ShellSecretStore(join(paths.data, 'secrets.json')),
    onState(state) {
      send('shell:engine-state', state);
      if (state === 'ready' && isPortWanted) connectPage();
    },
    onWorkspace(directory) {
      workspaceDirectory = directory;
    },
  });
  /** The page asked for a port: from then on it gets one of each new engine. */
  let isPortWanted = false;
  const connectPage = () => {
    if (window === null || engine.state !== 'ready') return;
    const { port1, port2 } = new MessageChannelMain();
    if (engine.givePort(port1)) window.webContents.postMessage(ENGINE_PORT_MESSAGE, null, [port2]);
  };
  const showMenu = () => {
    if (window !== null)
      Menu.setApplicationMenu(
        buildMenu(preferences.language, window, (command) => send('shell:menu-command', command)),
      );
  };
  denyPermissions(session.defaultSession);
  serveApp(session.defaultSession, paths.renderer);
  serveVault(session.defaultSession, () => workspaceDirectory);
  serveBridge({
    window: () => window,
    preferences,
    onEnginePortRequested() {
      isPortWanted = true;
      send('shell:engine-state', engine.state);
      connectPage();
    },
    onEngineRestart: () => engine.restart(),
    onPreferencesChanged: showMenu,
  });
  const open = () => {
    isPortWanted = false;
    window = openWindow(session.defaultSession, {
      preload: paths.preload,
      state: join(paths.data, 'window.json'),
    });
    window.on('closed', () => {
      window = null;
    });
    showMenu();
  };
  engine.start();
  open();
  app.on('second-instance', () => {
    if (window === null) open();
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  });
  app.on('activate', () => {
    if (window === null) open();
  });
  powerMonitor.on('resume', () => engine.forgetMissedPings());
  quitAfter(() => engine.stop());
}

/** The engine closes its database before the app is gone. */
function quitAfter(stop: () => Promise<void>): void {
  let isStopped = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void stop().then(() => {
      isStopped = true;
      app.quit();
    });
  });
}
