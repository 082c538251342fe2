import { app, nativeTheme } from 'electron';
import { z } from 'zod';
import type { ShellPreferences } from '../../preload/contract/bridge.ts';
import { readJson, writeJson } from './json-file.ts';

export const preferencesSchema = z.object({
  language: z.enum(['fr', 'en', 'system']),
  theme: z.enum(['light', 'dark', 'system']),
});

const DEFAULTS: ShellPreferences = { language: 'system', theme: 'system' };

/** Language and theme: what the shell must know before the engine runs. */
export class Preferences {
  readonly #path: string;
  #current: ShellPreferences;

  constructor(path: string) {
    this.#path = path;
    this.#current = readJson(path, preferencesSchema, DEFAULTS);
    nativeTheme.themeSource = this.#current.theme;
  }

  get current(): ShellPreferences {
    return this.#current;
  }

  /** The language of menus and dialogs. */
  get language(): 'fr' | 'en' {
    if (this.#current.language !== 'system') return this.#current.language;
    return app.getLocale().startsWith('en') ? 'en' : 'fr';
  }

  save(change: { [Key in keyof ShellPreferences]?: ShellPreferences[Key] | undefined }): ShellPreferences {
    const { language = this.#current.language, theme = this.#current.theme } = change;
    this.#current = { language, theme };
    nativeTheme.themeSource = theme;
    writeJson(this.#path, this.#current);
    return this.#current;
  }
}
