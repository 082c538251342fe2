import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../preload/contract/bridge.ts';
import { MENU_WORDS } from './menu-words.ts';

type Send = (command: MenuCommand) => void;

/** Builds the application's menu in a language. Commands go to the page, which knows what they mean there. */
export function buildMenu(language: 'fr' | 'en', window: BrowserWindow, send: Send): Menu {
  const words = MENU_WORDS[language];
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const isMac = process.platform === 'darwin';
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.file,
      submenu: [
        command(words.settings, 'go-settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { label: words.quit, role: isMac ? 'close' : 'quit' },
      ],
    },
    editMenu(words, command),
    viewMenu(words, command),
    { label: words.sync, submenu: [command(words.syncNow, 'sync-now', 'F9')] },
    {
      label: words.help,
      role: 'help',
      submenu: [
        command(words.help, 'show-help', 'F1'),
        { label: words.about, click: () => window.webContents.send('shell:menu-command', 'go-settings') },
      ],
    },
  ]);
}

type Words = (typeof MENU_WORDS)['fr' | 'en'];
type MakeCommand = (label: string, name: MenuCommand, accelerator?: string) => MenuItemConstructorOptions;

/** Undo and redo are the page's: in a text field it undoes typing, elsewhere the last grade. */
function editMenu(words: Words, command: MakeCommand): MenuItemConstructorOptions {
  const page = { registerAccelerator: false } as const;
  return {
    label: words.edit,
    submenu: [
      { ...command(words.undo, 'undo', 'CmdOrCtrl+Z'), ...page },
      { ...command(words.redo, 'redo', 'CmdOrCtrl+Shift+Z'), ...page },
      { type: 'separator' },
      { label: words.cut, role: 'cut' },
      { label: words.copy, role: 'copy' },
      { label: words.paste, role: 'paste' },
      { label: words.selectAll, role: 'selectAll' },
    ],
  };
}

function viewMenu(words: Words, command: MakeCommand): MenuItemConstructorOptions {
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
      ...screens.map(([label, name], index) => command(label, name, `CmdOrCtrl+${index + 1}`)),
      { type: 'separator' },
      { label: words.zoomIn, role: 'zoomIn' },
      { label: words.zoomOut, role: 'zoomOut' },
      { label: words.resetZoom, role: 'resetZoom' },
      { label: words.fullScreen, role: 'togglefullscreen' },
    ],
  };
}
