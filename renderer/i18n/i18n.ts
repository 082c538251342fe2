import type { FormatterModule } from 'i18next';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { createFormats } from './format.ts';
import { fr } from './fr.ts';
import { type Server, wordsFor } from './server-words.ts';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    returnNull: false;
    resources: { translation: typeof fr };
  }
}

/** The language of a system in a language that we do not speak is French: the ENT is. */
export function languageFor(preference: 'fr' | 'en' | 'system', systemLanguage: string): Language {
  if (preference !== 'system') return preference;
  return systemLanguage.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** A number in a sentence is written as the language writes it, with its thousands apart. */
const readableNumbers: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: string | number, _format, language) =>
    typeof value === 'number' ? createFormats(language ?? 'fr').count(value) : value,
};

/** Loads both catalogues (they ship inside the app) and speaks `language`. Answers at once. */
export function startI18n(language: Language): void {
  void i18next
    .use(readableNumbers)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'fr',
      resources: { fr: { translation: fr }, en: { translation: en } },
      interpolation: { escapeValue: false, alwaysFormat: true },
      initAsync: false,
      // Words that change with the server are shown at once.
      react: { bindI18nStore: 'added' },
    });
}

/** The catalogues as they ship speak of an ENT. */
let spokenOf: Server = 'ent';

/** Calls the server by its name in all sentences of the window, in both languages. What is said already is not drawn anew. */
export function speakOf(server: Server): void {
  if (server === spokenOf) return;
  spokenOf = server;
  for (const [language, catalogue] of Object.entries({ fr, en }))
    i18next.addResourceBundle(language, 'translation', wordsFor(catalogue, language, server), false, true);
}

/** Changes the language of the window at once. */
export async function speak(language: Language): Promise<void> {
  // What is changed before the first word is what the window starts with.
  if (i18next.isInitialized) await i18next.changeLanguage(language);
}
