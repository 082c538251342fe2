import { BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { addContextMenu } from './context-menu.ts';
import { readJson, writeJson } from './json-file.ts';
import type { ShellLog } from './log.ts';
import { reloadAfterCrash } from './page-crash.ts';
import { FIRST_STATE, placeOnScreens, type WindowState, windowStateSchema } from './window-state.ts';
import type { ShellWords } from './words.ts';

/** Paper and slate, as the page paints them: the window has its colour before the page is there. */
const BACKGROUND = { light: '#FBFAF7', dark: '#14171C' } as const;

export interface WindowOptions {
  readonly session: Session;
  readonly preloadPath: string;
  /** Facts that the preload script passes on to the page without asking anybody. */
  readonly preloadArguments: readonly string[];
  readonly statePath: string;
  readonly hasDevTools: boolean;
  readonly log: ShellLog;
  /** What the window shows first, as its address's fragment; empty: as usual. */
  readonly fragment: string;
  words(): ShellWords;
}

/** Opens the one window: sandboxed, isolated, where it was last time, shown when there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const state = placeOnScreens(
    readJson(options.statePath, windowStateSchema, FIRST_STATE),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    ...state.bounds,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Cartable',
    backgroundColor: background(),
    webPreferences: {
      session: options.session,
      preload: options.preloadPath,
      additionalArguments: [...options.preloadArguments],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: options.hasDevTools,
      // Spelling dictionaries would be fetched from the network, by Chromium, without asking.
      spellcheck: false,
    },
  });
  showWhenReady(window, state);
  rememberPlace(window, options.statePath);
  followTheme(window);
  addContextMenu(window, options.words);
  reloadAfterCrash(window, options.words, options.log);
  // The title bar names the document, which the page says by the bridge.
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(`${APP_ORIGIN}/${options.fragment}`);
  return window;
}

function showWhenReady(window: BrowserWindow, { isMaximized, isFullScreen }: WindowState): void {
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    if (isFullScreen) window.setFullScreen(true);
    window.show();
  });
}

function rememberPlace(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    };
    try {
      writeJson(path, state);
    } catch {
      // A full disk: the window opens where it did before.
    }
  });
}

/** What shows while the window is being resized, or while the page is drawn again. */
function followTheme(window: BrowserWindow): void {
  const repaint = () => window.setBackgroundColor(background());
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/**
 * Goes to another screen of the page, which is not loaded again: what is being written there is kept as by any other way of
 * leaving a screen. A window that shows the place already is left alone, since the same address once more is a reload.
 */
export function showPlace({ webContents }: BrowserWindow, fragment: string): void {
  const address = `${APP_ORIGIN}/${fragment}`;
  if (webContents.getURL() !== address) void webContents.loadURL(address);
}

/** Brings the window before the teacher, wherever it was. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
