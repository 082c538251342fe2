import type { ShellPreferences } from '../../preload/contract/bridge.ts';

export type Language = 'fr' | 'en';

/**
 * The system's language, as a BCP 47 tag.
 *
 * Linux without a locale ("C", "POSIX" or nothing at all) says nothing about its user, and Chromium would take it for
 * American English: it is French then, as the app is.
 */
export function systemLanguage(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  chromiumLocale: string,
): string {
  if (platform !== 'linux') return chromiumLocale;
  const named = [env.LANGUAGE, env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value);
  return named === undefined || /^(?:C|POSIX)(?:\.|$)/i.test(named) ? 'fr' : chromiumLocale;
}

/** What the menus speak. The page makes the same choice of the same two facts. */
export function spokenLanguage(preference: ShellPreferences['language'], system: string): Language {
  if (preference !== 'system') return preference;
  return system.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
