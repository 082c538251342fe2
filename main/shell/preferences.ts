import { nativeTheme } from 'electron';
import * as z from 'zod';
import type { ShellPreferences } from '../../preload/contract/bridge.ts';
import { readJson, writeJson } from './json-file.ts';
import { type Language, spokenLanguage } from './language.ts';
import { SHELL_WORDS, type ShellWords } from './words.ts';

export const preferencesSchema = z.object({
  language: z.enum(['fr', 'en', 'system']),
  theme: z.enum(['light', 'dark', 'system']),
  keys: z.record(z.string().length(1), z.string().length(1)).optional(),
});

const DEFAULTS: ShellPreferences = { language: 'system', theme: 'system' };

/** A change of the preferences; what is absent stays as it is. */
export type PreferencesChange = {
  readonly [Key in keyof ShellPreferences]?: ShellPreferences[Key] | undefined;
};

/** Language, theme and the keys of grading: what the shell must know before the engine runs, or keeps for the page. The theme is Chromium's own from here on. */
export class Preferences {
  readonly #path: string;
  readonly #systemLanguage: string;
  readonly #listeners: ((preferences: ShellPreferences) => void)[] = [];
  #current: ShellPreferences;

  /** `systemLanguage` is a BCP 47 tag. */
  constructor(path: string, systemLanguage: string) {
    this.#path = path;
    this.#systemLanguage = systemLanguage;
    this.#current = readJson(path, preferencesSchema, DEFAULTS);
    nativeTheme.themeSource = this.#current.theme;
  }

  get current(): ShellPreferences {
    return this.#current;
  }

  get language(): Language {
    return spokenLanguage(this.#current.language, this.#systemLanguage);
  }

  /** What menus and dialogs say. */
  get words(): ShellWords {
    return SHELL_WORDS[this.language];
  }

  onChange(listener: (preferences: ShellPreferences) => void): void {
    this.#listeners.push(listener);
  }

  /** Changes what the change names, at once. On a full disk the choice holds until the app is closed. */
  save(change: PreferencesChange): ShellPreferences {
    const { language, theme, keys } = this.#current;
    const next = { language, theme, keys, ...change };
    this.#current = {
      language: next.language ?? language,
      theme: next.theme ?? theme,
      ...(next.keys && { keys: next.keys }),
    };
    nativeTheme.themeSource = this.#current.theme;
    try {
      writeJson(this.#path, this.#current);
    } catch {
      // Nothing that the teacher could do for this alone; saving work says it in words.
    }
    for (const listener of this.#listeners) listener(this.#current);
    return this.#current;
  }
}
