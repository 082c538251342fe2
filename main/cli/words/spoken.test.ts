import { expect, test } from 'vitest';
import { fr } from './fr.ts';
import { LANGUAGES } from './language.ts';
import { speakOf, startWords, wordsFor } from './spoken.ts';

/** Each sentence with its path; what takes values is given some. */
function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'string') return [[`${path}${key}`, value]];
    if (typeof value === 'function') return [[`${path}${key}`, String(value(2, 'deux', 3, 4, 5, 6))]];
    return typeof value === 'object' && value !== null ? sentences(value, `${path}${key}.`) : [];
  });
}

/** The reference ENT and its API, the demonstration, and the help of signing in, which is for both. */
const OF_ENTS = /^(?:demo|serveEnt|conformance|help|connect)\.|^errors\.account\/demo-failed$/;

test.each(LANGUAGES)('at a Moodle no sentence speaks of an ENT, in %s', (language) => {
  const told = sentences(wordsFor(language, 'moodle')).filter(([path]) => !OF_ENTS.test(path));
  expect(told.filter(([, text]) => /\bENT\b/.test(text))).toEqual([]);
  expect(
    told.filter(([, text]) => /[Ll]e Moodle|[ld]’Moodle|[Tt]he Moodle(?! page)|\ban Moodle/.test(text)),
  ).toEqual([]);
});

test.each(LANGUAGES)('who is connected to nothing is told of a server, in %s', (language) => {
  const { errors } = wordsFor(language, 'unknown');
  expect(errors['ent/unreachable']).toMatch(/^(?:Le serveur|The server) /);
  expect(errors['account/wrong-address']).toMatch(/Moodle/);
  expect(errors['ent/not-an-ent']).toMatch(/ENT (?:ni un|or a) Moodle/);
});

test('words follow the server where commands hold them already; what a sentence is given is left as it is', () => {
  const words = startWords('fr');
  const { status, connect } = words;
  speakOf('moodle');
  expect(status.paused('12:00')).toBe('Moodle demande de patienter jusqu’à 12:00.');
  expect(words.refused(2, 'L’ENT')).toBe(fr.refused(2, '@').replace('L’ENT', 'Moodle').replace('@', 'L’ENT'));
  expect(connect.connected('ENT Ada', 'L’ENT')).toBe('Connecté à ENT Ada : L’ENT.');
  speakOf('ent');
  expect(status.paused('12:00')).toBe(fr.status.paused('12:00'));
});
