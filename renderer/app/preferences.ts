import type { MantineColorSchemeManager } from '@mantine/core';
import type { ShellPreferences } from '../../preload/contract/index.ts';
import { languageFor, speak } from '../i18n/i18n.ts';
import { bridge } from './bridge.ts';
import { createSignal } from './signal.ts';

/** Language and theme, as the shell keeps them: it needs both before the engine runs. */
export const preferences = createSignal<ShellPreferences>({ language: 'system', theme: 'system' });

/** Reads the shell's preferences, and follows them: the menu changes them too. */
export async function loadPreferences(): Promise<void> {
  bridge().onPreferencesChanged((current) => {
    preferences.set(current);
    void speak(spokenLanguage());
  });
  preferences.set(await bridge().getPreferences());
}

/** Changes a preference, in the window at once and on disk. */
export async function savePreferences(change: Partial<ShellPreferences>): Promise<void> {
  preferences.set(await bridge().savePreferences(change));
  await speak(spokenLanguage());
}

export function spokenLanguage() {
  return languageFor(preferences.get().language, bridge().systemLanguage);
}

const toMantine = { light: 'light', dark: 'dark', system: 'auto' } as const;

/** Makes Mantine follow the shell's preference instead of a copy of its own in the browser's storage. */
export function createColorSchemeManager(): MantineColorSchemeManager {
  let unsubscribe: (() => void) | null = null;
  return {
    get: () => toMantine[preferences.get().theme],
    set: () => undefined,
    subscribe: (onUpdate) => {
      unsubscribe = preferences.subscribe(() => onUpdate(toMantine[preferences.get().theme]));
    },
    unsubscribe: () => unsubscribe?.(),
    clear: () => undefined,
  };
}
