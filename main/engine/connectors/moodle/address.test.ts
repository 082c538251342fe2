import { expect, test } from 'vitest';
import { isSameSite, moodleAddresses, redirectedAddress } from './address.ts';

const SCRIPT = '/lib/ajax/service-nologin.php';

test.each([
  ['https://moodle.lycee.fr', ['https://moodle.lycee.fr']],
  ['https://lycee.fr/moodle', ['https://lycee.fr/moodle', 'https://lycee.fr']],
  ['https://lycee.fr/moodle/course/view.php', ['https://lycee.fr/moodle', 'https://lycee.fr']],
  ['https://lycee.fr/login/index.php', ['https://lycee.fr']],
  ['https://lycee.fr/my', ['https://lycee.fr']],
])('%s is looked for at %j', (typed, addresses) => {
  expect(moodleAddresses(typed)).toEqual(addresses);
});

test.each([
  ['https://ecole.fr', `https://moodle.ecole.fr${SCRIPT}`, 'https://moodle.ecole.fr'],
  ['https://www.ecole.fr', `https://ecole.fr/elea${SCRIPT}`, 'https://ecole.fr/elea'],
  ['https://ecole.fr', `/elea${SCRIPT}`, 'https://ecole.fr/elea'],
  ['https://ecole.fr', `http://ecole.fr${SCRIPT}`, null],
  ['https://ecole.fr', `https://ecole.fr.ailleurs.net${SCRIPT}`, null],
  ['https://ecole.fr', `https://autre.fr${SCRIPT}`, null],
  ['https://ecole.fr', `https://x:y@ecole.fr${SCRIPT}`, null],
  ['https://ecole.fr', 'https://ecole.fr/login/index.php', null],
  ['https://ecole.fr', `http://127.0.0.1:80${SCRIPT}`, null],
])('from %s to %s leads to %s', (from, location, address) => {
  expect(redirectedAddress(from, location, SCRIPT)).toBe(address);
});

test('a top level domain is no site', () => {
  expect(isSameSite('https://ecole.fr', 'https://fr')).toBe(false);
});
