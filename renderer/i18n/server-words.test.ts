import i18next from 'i18next';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { LANGUAGES, speakOf, startI18n } from './i18n.ts';
import { MOODLE_TRUTHS } from './moodle-truths.ts';
import { wordsFor } from './server-words.ts';

const catalogues = { fr, en };

beforeAll(() => startI18n('fr'));
afterAll(() => speakOf('ent'));

function sentences(catalogue: object, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : sentences(value, `${path}${key}.`),
  );
}

/** What is about both, or about the demonstration. */
const OF_BOTH = [
  'connect.sentence',
  'connect.account.',
  'connect.browser.hint',
  'error.account/demo-failed.',
];

test.each(LANGUAGES)('at a Moodle no sentence speaks of an ENT, in %s', (language) => {
  const left = sentences(wordsFor(catalogues[language], language, 'moodle')).filter(
    ([path, text]) => /\bENT\b/.test(text) && !OF_BOTH.some((one) => path.startsWith(one)),
  );
  expect(left).toEqual([]);
});

test.each(LANGUAGES)('Moodle is a name, without an article, in %s', (language) => {
  const odd = sentences(wordsFor(catalogues[language], language, 'moodle')).filter(([, text]) =>
    /\b[lL]e Moodle|[ld]’Moodle|\bcet Moodle|\b[Tt]he Moodle(?! page| number)|\ban Moodle|\bMoodle Moodle/.test(
      text,
    ),
  );
  expect(odd).toEqual([]);
});

test.each(LANGUAGES)(
  'what is said otherwise of a Moodle is a sentence of the catalogue, with its values, in %s',
  (language) => {
    const known = new Map(sentences(catalogues[language]));
    const valuesOf = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([value]) => value).toSorted();
    for (const [path, text] of Object.entries(MOODLE_TRUTHS[language] ?? {}))
      expect(valuesOf(text), path).toEqual(valuesOf(known.get(path) ?? '{{none}}'));
    expect(Object.keys(MOODLE_TRUTHS.en ?? {})).toEqual(Object.keys(MOODLE_TRUTHS.fr ?? {}));
  },
);

/** What a Moodle, which keeps no record of what it was sent and renews no certificate, does not promise. */
const FALSE_OF_MOODLE: Readonly<Record<string, RegExp>> = {
  fr: /sans rien envoyer deux fois|que Moodle se réserve|C’est à Moodle de|a choisi Moodle|Moodle ne connaît que des notes|nom de Moodle|Moodle a pu en changer/,
  en: /sending anything twice|keeps for itself|(?<!your )Moodle has to renew|has chosen Moodle|Moodle knows grades alone|Moodle’s name|Moodle may have moved/,
};

test.each(LANGUAGES)('at a Moodle nothing is promised that holds of an ENT alone, in %s', (language) => {
  const told = sentences(wordsFor(catalogues[language], language, 'moodle')).filter(([, text]) =>
    FALSE_OF_MOODLE[language]?.test(text),
  );
  expect(told).toEqual([]);
});

test('the window’s words follow the server at once, and are an ENT’s again', () => {
  const words = () => [
    i18next.t('app.syncState.synced'),
    i18next.t('sync.line.upToDate'),
    i18next.t('sync.conflicts.theirs'),
    i18next.t('error.ent/unsupported-version.title'),
  ];
  const ofEnt = words();
  speakOf('moodle');
  expect(words()).toEqual([
    'Enregistré sur Moodle',
    'Tout ce que Moodle prend y est enregistré',
    'Version de Moodle',
    'Ce Moodle et Cartable ne se comprennent pas',
  ]);
  expect(i18next.getFixedT('en')('app.syncState.synced')).toBe('Saved at Moodle');
  speakOf('ent');
  expect(words()).toEqual(ofEnt);
});

test('what a teacher has written is not changed', () => {
  speakOf('moodle');
  expect(i18next.t('sync.problems.retried', { label: 'L’ENT' })).toBe('Remis en attente\u00a0: L’ENT');
});

test('who is connected to nothing reads of a server in what went wrong', () => {
  speakOf('unknown');
  expect(i18next.t('error.ent/unreachable.title')).toBe('Le serveur ne répond pas');
  expect(i18next.t('error.account/wrong-credentials.text')).toMatch(
    /^Le serveur .* à votre établissement\.$/,
  );
  expect(i18next.t('errorConnecting.network/captive-portal')).toContain('à la place du serveur');
  expect(i18next.t('connect.account.title')).toBe(fr.connect.account.title);
});

test.each(LANGUAGES)(
  'a form that no page shows while marking is blind is not said to come with a first copy alone, in %s',
  (language) => {
    expect(catalogues[language].grading.serverForm.unknown).toMatch(/anonym/);
  },
);
