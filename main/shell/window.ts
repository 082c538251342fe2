import { app, BrowserWindow, nativeTheme, type Session } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { readWindowState, rememberWindowState } from './window-state.ts';

/** Paper and slate (design.md, "Look"): the window has its colour before the page has. */
const BACKGROUND = { light: '#FBFAF7', dark: '#14171C' } as const;

interface WindowPaths {
  readonly preload: string;
  readonly state: string;
}

/** Opens the one window: sandboxed, isolated, shown when there is something to see. */
export function openWindow(session: Session, paths: WindowPaths): BrowserWindow {
  const { bounds, isMaximized } = readWindowState(paths.state);
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    ...bounds,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Cartable',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: paths.preload,
      additionalArguments: [`--cartable-version=${app.getVersion()}`],
      session,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Spelling dictionaries would be fetched from the network.
      spellcheck: false,
    },
  });
  rememberWindowState(window, paths.state);
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  reloadAfterCrash(window);
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** The page is drawn again; the engine, where the work is, has not noticed. A page that keeps dying is left alone. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrashAt = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || Date.now() - lastCrashAt < 10_000) return;
    lastCrashAt = Date.now();
    window.webContents.reload();
  });
}
