import { type CliWords, en } from './en.ts';
import { fr } from './fr.ts';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language that a command speaks: `--lang`, else the system's: French where that is French, English otherwise.
 *
 * As gettext has it: LC_ALL, LC_MESSAGES, LANG; and before them the first of LANGUAGE, unless the locale is "C".
 * Systems without any of these (Windows) are asked by `systemLocale`.
 */
export function languageOf(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
  systemLocale: string,
): Language {
  const asked = askedLanguage(parameters);
  if (asked !== undefined) return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || undefined;
  const isPlain = locale !== undefined && /^(?:C|POSIX)(?:\.|$)/i.test(locale);
  const preferred = isPlain ? undefined : env.LANGUAGE?.split(':').find((name) => name !== '');
  return /^fr(?:[^a-z]|$)/i.test(preferred ?? locale ?? systemLocale) ? 'fr' : 'en';
}

/** Looked for before the command line is understood: its help speaks as well. */
function askedLanguage(parameters: readonly string[]): Language | undefined {
  const end = parameters.indexOf('--');
  const options = end === -1 ? parameters : parameters.slice(0, end);
  const at = options.findLastIndex((text) => text === '--lang' || text.startsWith('--lang='));
  const value = options[at] === '--lang' ? options[at + 1] : options[at]?.slice('--lang='.length);
  return LANGUAGES.find((language) => language === value);
}

export function wordsOf(language: Language): CliWords {
  return { fr, en }[language];
}
