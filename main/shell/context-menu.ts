import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './words.ts';

/** The right button: what can be done with a text field or with a selection, and nothing elsewhere. */
export function addContextMenu(window: BrowserWindow, currentWords: () => ShellWords): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const words = currentWords();
    const copy: MenuItemConstructorOptions = { label: words.copy, role: 'copy', enabled: editFlags.canCopy };
    const inField: MenuItemConstructorOptions[] = [
      { label: words.cut, role: 'cut', enabled: editFlags.canCut },
      copy,
      { label: words.paste, role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { label: words.selectAll, role: 'selectAll', enabled: editFlags.canSelectAll },
    ];
    if (isEditable) Menu.buildFromTemplate(inField).popup({ window });
    else if (selectionText.trim() !== '') Menu.buildFromTemplate([copy]).popup({ window });
  });
}
