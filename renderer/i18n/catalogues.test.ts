import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { ERROR_CODES } from '../../preload/contract/index.ts';
import { en } from './en.ts';
import { errorWords } from './error-words.ts';
import { fr } from './fr.ts';
import type { Language } from './i18n.ts';
import { LANGUAGES, languageFor, startI18n } from './i18n.ts';

const catalogues = { fr, en };

beforeAll(() => startI18n('fr'));

function entries(catalogue: object, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : entries(value, `${path}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted();
}

test('both languages have the same keys', () => {
  expect(entries(en).map(([key]) => key)).toEqual(entries(fr).map(([key]) => key));
});

test('both languages take the same values in each sentence', () => {
  const english = new Map(entries(en));
  const different = entries(fr).filter(
    ([key, text]) => `${placeholders(text)}` !== `${placeholders(english.get(key) ?? '')}`,
  );
  expect(different).toEqual([]);
});

test('no sentence is empty', () => {
  const empty = LANGUAGES.flatMap((language) =>
    entries(catalogues[language]).filter(([, text]) => text.trim() === ''),
  );
  expect(empty).toEqual([]);
});

test('each plural has all the forms of French', () => {
  const keys = new Set(entries(fr).map(([key]) => key));
  const incomplete = [...keys].filter(
    (key) =>
      key.endsWith('_one') && ['_many', '_other'].some((form) => !keys.has(key.replace(/_one$/, form))),
  );
  expect(incomplete).toEqual([]);
});

test.each(LANGUAGES)('each error code has its words in %s', (language: Language) => {
  const t = i18next.getFixedT(language);
  for (const code of ERROR_CODES) {
    const { title, text } = errorWords(t, language, { code, params: {} });
    expect(title, code).toBe(catalogues[language].error[code].title);
    expect(text.length, code).toBeGreaterThan(10);
    expect(`${title}${text}`, code).not.toMatch(/[{}]/);
  }
});

test.each(LANGUAGES)(
  'who is not connected yet is promised no try that nobody makes, in %s',
  (language: Language) => {
    const t = i18next.getFixedT(language);
    const promise = {
      fr: /réessaiera|vérifiera|attend(ent)? ici|partira dès|partiront|échangera|de nouveau|continuer à travailler/,
      en: /will (then )?(try|check|exchange)|will leave (as soon as|after)|waits? here|go on working/,
    };
    for (const code of ERROR_CODES) {
      if (!/^(network|ent)\/|^moodle\/maintenance$/.test(code)) continue;
      const params = code === 'ent/paused' ? { untilMs: 0 } : {};
      const { title, text } = errorWords(t, language, { code, params }, true);
      expect(title, code).toBe(catalogues[language].error[code].title);
      expect(text, code).not.toMatch(promise[language]);
      expect(text, code).not.toMatch(/[{}]/);
    }
  },
);

test('the values of an error are written for a reader', () => {
  const t = i18next.getFixedT('fr');
  const { text } = errorWords(t, 'fr', {
    code: 'sync/too-many-deletions',
    params: { count: 120, known: 140 },
  });
  expect(text).toContain('120 suppressions');
});

test('an error with its values says which file and why', () => {
  const t = i18next.getFixedT('fr');
  const refused = { code: 'library/file-refused', params: { name: 'scan.pdf', reason: 'empty' } } as const;
  expect(errorWords(t, 'fr', refused).text).toBe(
    '« scan.pdf » : Il est vide. Le fichier d’origine n’a pas été touché.',
  );
  const range = {
    code: 'grading/grade-out-of-range',
    params: { maxTimes100: 1050, pointsTimes100: 2000 },
  } as const;
  expect(errorWords(t, 'fr', range).text).toContain('de 0 à 10,5');
});

test('a comment that is too long is said by how much', () => {
  const tooLong = { code: 'grading/comment-too-long', params: { max: 4000, length: 5012 } } as const;
  expect(errorWords(i18next.getFixedT('fr'), 'fr', tooLong).text).toContain('1\u202f012 de trop');
  expect(errorWords(i18next.getFixedT('en'), 'en', tooLong).text).toContain('1,012 too many');
});

/** What French typography does not let go to the next line, and the two spaces it holds with. */
const LOOSE_FRENCH = [
  / [:;?!»]|« /,
  /[\p{L}}\d)][:;?!»](?!\/\/)|«[\p{L}{]/u,
  /\u00a0[;?!](?!\u00a0»)|\u202f[:»]|«\u202f/,
  /\d \d{3}(?!\d)|(?<![\d,.])\d{4,}/,
  /\{\{count\}\} |\d{3} \p{L}{2}/u,
];

test('no French punctuation, unit or thousand can be cut from its word', () => {
  const loose = entries(fr).filter(([, text]) => LOOSE_FRENCH.some((pattern) => pattern.test(text)));
  expect(loose).toEqual([]);
});

test('a number in a sentence has its thousands apart, in both languages', () => {
  const words = (language: Language) => i18next.getFixedT(language)('sync.line.conflicts', { count: 4000 });
  expect(words('fr')).toBe('4\u202f000\u00a0modifications à départager');
  expect(words('en')).toContain('4,000 ');
});

test('the language follows the preference, then the system, then is French', () => {
  expect(languageFor('en', 'fr-FR')).toBe('en');
  expect(languageFor('system', 'en-GB')).toBe('en');
  expect(languageFor('system', 'fr-CA')).toBe('fr');
  expect(languageFor('system', 'de-DE')).toBe('fr');
});
