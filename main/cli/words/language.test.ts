import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';
import { KEPT_REASONS, REFUSED_REASONS } from '../../engine/optimise/outcome.ts';
import { FAULT_CODES } from '../command-fault.ts';
import { LANGUAGES, languageOf, wordsOf } from './language.ts';

test('each error, fault and reason has a sentence in both languages, and the two differ', () => {
  for (const language of LANGUAGES) {
    const { errors, faults, reasons, browserReasons } = wordsOf(language);
    expect(Object.keys(errors).sort()).toEqual([...ERROR_CODES].sort());
    expect(Object.keys(faults).sort()).toEqual([...FAULT_CODES].sort());
    expect(Object.keys(reasons).sort()).toEqual([...KEPT_REASONS, ...REFUSED_REASONS].sort());
    expect(Object.keys(browserReasons)).toEqual(Object.keys(wordsOf('en').browserReasons));
    for (const sentence of Object.values({ ...errors, ...faults, ...reasons, ...browserReasons }))
      expect(sentence.length).toBeGreaterThan(8);
  }
  for (const code of ERROR_CODES) expect(wordsOf('fr').errors[code]).not.toBe(wordsOf('en').errors[code]);
});

test.each([
  [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'fr_CA.UTF-8' }, 'fr'],
  [{ LANG: 'fr_FR.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LANGUAGE: 'fr:en' }, 'fr'],
  [{ LANG: 'C', LANGUAGE: 'fr' }, 'en'],
  [{ LC_ALL: '', LANG: 'fr' }, 'fr'],
  [{ LANG: 'fry_NL' }, 'en'],
] as const)('%o speaks %s', (env, language) => {
  expect(languageOf([], env, 'fr-FR')).toBe(language);
});

test('--lang goes before the locale, and the system is asked when there is none', () => {
  const env = { LANG: 'en_US.UTF-8' };
  expect(languageOf(['status', '--lang', 'fr'], env, 'en')).toBe('fr');
  expect(languageOf(['--lang=fr', 'status'], env, 'en')).toBe('fr');
  expect(languageOf(['optimise', '--', '--lang', 'fr'], env, 'en')).toBe('en');
  expect(languageOf([], {}, 'fr-FR')).toBe('fr');
});
