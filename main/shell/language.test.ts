import { expect, test } from 'vitest';
import { spokenLanguage, systemLanguage } from './language.ts';

test('a Linux that says nothing about its user is taken for French', () => {
  for (const env of [{}, { LANG: '' }, { LANG: 'C.UTF-8' }, { LC_ALL: 'POSIX', LANG: 'en_GB.UTF-8' }])
    expect(systemLanguage('linux', env, 'en-US')).toBe('fr');
});

test('a system that speaks is believed', () => {
  expect(systemLanguage('linux', { LANG: 'en_GB.UTF-8' }, 'en-GB')).toBe('en-GB');
  expect(systemLanguage('linux', { LANGUAGE: 'de:en', LANG: 'C' }, 'de')).toBe('de');
  expect(systemLanguage('win32', {}, 'en-US')).toBe('en-US');
});

test('French is spoken to whoever has not asked for English', () => {
  expect(spokenLanguage('system', 'de')).toBe('fr');
  expect(spokenLanguage('system', 'en-US')).toBe('en');
  expect(spokenLanguage('fr', 'en-US')).toBe('fr');
});
