import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { MENU_COMMANDS, type MenuCommand } from '../../preload/contract/bridge.ts';
import { menuTemplate } from './menu.ts';
import { SHELL_WORDS } from './words.ts';

type Entry = MenuItemConstructorOptions;

function entries(isMac: boolean, sent: MenuCommand[] = []): Entry[] {
  const menus = menuTemplate({
    words: SHELL_WORDS.fr,
    theme: 'dark',
    isMac,
    send: (command) => sent.push(command),
    chooseTheme: () => undefined,
  });
  const deep = (entry: Entry): Entry[] => [
    entry,
    ...(Array.isArray(entry.submenu) ? entry.submenu.flatMap(deep) : []),
  ];
  return menus.flatMap(deep);
}

test('every command of the bridge is in the menus, and sends itself', () => {
  for (const isMac of [false, true]) {
    const sent: MenuCommand[] = [];
    for (const { click } of entries(isMac, sent)) click?.(undefined as never, undefined, undefined as never);
    // That the computer goes to sleep is told by the system.
    expect([...new Set(sent)].sort()).toEqual(
      MENU_COMMANDS.filter((name) => name !== 'lock-on-sleep').sort(),
    );
  }
});

test('no key does two things', () => {
  for (const isMac of [false, true]) {
    const keys = entries(isMac).flatMap(({ accelerator }) => (accelerator ? [String(accelerator)] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('F9');
    expect(keys).toContain('CmdOrCtrl+Shift+S');
  }
});

test('the theme in use is the one that is ticked', () => {
  expect(entries(false).flatMap(({ id, checked }) => (checked === true ? [id] : []))).toEqual(['theme-dark']);
});
