import type { FormatterModule } from 'i18next';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { createFormats } from './format.ts';
import { fr } from './fr.ts';

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
    });
}

/** Changes the language of the window at once. */
export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
}
