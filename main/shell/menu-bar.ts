import { type BrowserWindow, Menu } from 'electron';
import { menuTemplate } from './menu.ts';
import type { Preferences } from './preferences.ts';

/** Shows the application's menus, and shows them anew when the language or the theme changes. */
export function showMenuBar(preferences: Preferences, ownWindow: () => BrowserWindow | null): void {
  const show = () => {
    const template = menuTemplate({
      words: preferences.words,
      theme: preferences.current.theme,
      isMac: process.platform === 'darwin',
      send: (command) => ownWindow()?.webContents.send('shell:menu-command', command),
      chooseTheme: (theme) => void preferences.save({ theme }),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  show();
  preferences.onChange(show);
}
