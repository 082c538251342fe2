import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, ShellPreferences } from '../../preload/contract/bridge.ts';
import type { ShellWords } from './words.ts';

export interface MenuOptions {
  readonly words: ShellWords;
  readonly theme: ShellPreferences['theme'];
  readonly isMac: boolean;
  /** The page knows what a command means where the teacher is. */
  send(command: MenuCommand): void;
  chooseTheme(theme: ShellPreferences['theme']): void;
}

type Entry = MenuItemConstructorOptions;
const SEPARATOR = { type: 'separator' } as const;

/** The application's menus. */
export function menuTemplate(options: MenuOptions): Entry[] {
  const { words } = options;
  return [
    ...(options.isMac ? [appMenu(options)] : []),
    fileMenu(options),
    editMenu(options),
    viewMenu(options),
    syncMenu(options),
    {
      label: words.help,
      role: 'help',
      submenu: [command(options, words.showHelp, 'show-help', 'F1')],
    },
  ];
}

function command({ send }: MenuOptions, label: string, name: MenuCommand, accelerator?: string): Entry {
  return { id: name, label, click: () => send(name), ...(accelerator === undefined ? {} : { accelerator }) };
}

/** The menu that macOS names after the app. */
function appMenu(options: MenuOptions): Entry {
  const { words } = options;
  return {
    role: 'appMenu',
    submenu: [
      command(options, words.settings, 'go-settings', 'Cmd+,'),
      command(options, words.lock, 'lock', 'Cmd+L'),
      SEPARATOR,
      { label: words.hide, role: 'hide' },
      { label: words.hideOthers, role: 'hideOthers' },
      { label: words.unhide, role: 'unhide' },
      SEPARATOR,
      { label: words.quit, role: 'quit' },
    ],
  };
}

function fileMenu(options: MenuOptions): Entry {
  const { words } = options;
  if (options.isMac) return { label: words.file, submenu: [{ label: words.close, role: 'close' }] };
  return {
    label: words.file,
    submenu: [
      command(options, words.settings, 'go-settings', 'Ctrl+,'),
      command(options, words.lock, 'lock', 'Ctrl+L'),
      SEPARATOR,
      { label: words.quit, role: 'quit', accelerator: 'Ctrl+Q' },
    ],
  };
}

/** Undo and redo are the page's: in a text field they undo typing, elsewhere the last grade. */
function editMenu(options: MenuOptions): Entry {
  const { words } = options;
  return {
    label: words.edit,
    submenu: [
      command(options, words.undo, 'undo', 'CmdOrCtrl+Z'),
      command(options, words.redo, 'redo', options.isMac ? 'Shift+Cmd+Z' : 'Ctrl+Y'),
      SEPARATOR,
      { label: words.cut, role: 'cut' },
      { label: words.copy, role: 'copy' },
      { label: words.paste, role: 'paste' },
      { label: words.selectAll, role: 'selectAll' },
      SEPARATOR,
      command(options, words.search, 'search', 'CmdOrCtrl+K'),
    ],
  };
}

function viewMenu(options: MenuOptions): Entry {
  const { words } = options;
  const screens: readonly [string, MenuCommand][] = [
    [words.today, 'go-today'],
    [words.classes, 'go-classes'],
    [words.grading, 'go-grading'],
    [words.lessons, 'go-lessons'],
    [words.documents, 'go-documents'],
    [words.syncScreen, 'go-sync'],
    [words.settingsScreen, 'go-settings'],
  ];
  return {
    label: words.view,
    submenu: [
      ...screens.map(([label, name], index) => command(options, label, name, `CmdOrCtrl+${index + 1}`)),
      SEPARATOR,
      { label: words.zoomIn, role: 'zoomIn', accelerator: 'CmdOrCtrl+Plus' },
      { label: words.zoomOut, role: 'zoomOut' },
      { label: words.resetZoom, role: 'resetZoom' },
      { label: words.fullScreen, role: 'togglefullscreen' },
      SEPARATOR,
      themeMenu(options),
    ],
  };
}

function themeMenu({ words, theme, chooseTheme }: MenuOptions): Entry {
  const choices = [
    ['system', words.themeSystem],
    ['light', words.themeLight],
    ['dark', words.themeDark],
  ] as const;
  return {
    label: words.theme,
    submenu: choices.map(([name, label]) => ({
      id: `theme-${name}`,
      label,
      type: 'radio',
      checked: name === theme,
      click: () => chooseTheme(name),
    })),
  };
}

/** Two keys for the same: F9 for those who know it from mail programs, Shift+S for keyboards without an F row. */
function syncMenu(options: MenuOptions): Entry {
  const { words } = options;
  return {
    label: words.sync,
    submenu: [
      command(options, words.syncNow, 'sync-now', 'F9'),
      {
        ...command(options, words.syncNow, 'sync-now', 'CmdOrCtrl+Shift+S'),
        id: 'sync-now-shift-s',
        visible: false,
        acceleratorWorksWhenHidden: true,
      },
    ],
  };
}
