import { expect, test } from 'vitest';
import { isAllowedLink, readLink } from './links.ts';

test.each([
  ['gallica.bnf.fr', 'https://gallica.bnf.fr'],
  ['https://gallica.bnf.fr/a?b=c#d', 'https://gallica.bnf.fr/a?b=c#d'],
  ['http://lycee.fr/cours', 'https://lycee.fr/cours'],
  ['  lycee.fr/cours ', 'https://lycee.fr/cours'],
  ['prof@lycee.fr', 'mailto:prof@lycee.fr'],
  ['mailto:prof@lycee.fr', 'mailto:prof@lycee.fr'],
])('« %s » is the address %s', (typed, address) => {
  expect(readLink(typed)).toBe(address);
});

test.each([
  '',
  'bonjour',
  'deux mots.fr',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'vault://0',
  'https://',
])('« %s » is refused', (typed) => {
  expect(readLink(typed)).toBeNull();
});

test('only https and mailto may be in a lesson', () => {
  expect(isAllowedLink('https://a.fr')).toBe(true);
  expect(isAllowedLink('mailto:a@b.fr')).toBe(true);
  for (const address of ['http://a.fr', 'ftp://a.fr', '/relative', '#ancre', 'java\nscript:alert(1)']) {
    expect(isAllowedLink(address)).toBe(false);
  }
});
