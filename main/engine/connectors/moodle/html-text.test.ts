import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsMoreThanText, htmlOf, nameOf, textOf } from './html-text.ts';

test('a text of ours comes back from its HTML as it was', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aé<>&"\'’«»;#x1'), minLength: 1, maxLength: 8 });
  const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\n', '\n\n'),
      (lines, between) => {
        const text = lines.join(between);
        expect(textOf(htmlOf(text), 1)).toBe(text);
      },
    ),
  );
});

test.each([
  ['<p>Bon travail</p>', 'Bon travail'],
  ['<p>Un</p><p>Deux<br />trois</p>', 'Un\n\nDeux\ntrois'],
  ['<ul><li>un</li><li>deux</li></ul>', '- un\n- deux'],
  [
    'R&eacute;ponse de l&#039;&Eacute;l&#xE8;ve &amp; co &laquo;&nbsp;x&nbsp;&raquo;',
    "Réponse de l'Élève & co «\u00a0x\u00a0»",
  ],
  ['2 < 3', '2 < 3'],
  [
    '<table><tbody><tr><td>Q1</td> <td class="x">2</td></tr><tr><td>Q2</td><td>3</td></tr></tbody></table>',
    'Q1 | 2\n\nQ2 | 3',
  ],
  ['', ''],
])('%j reads as %j', (html, text) => {
  expect(textOf(html, 1)).toBe(text);
});

test.each([
  ['<p dir="ltr" style="text-align: left;">Bien<br>vu</p><ul><li>2 < 3</li></ul>', false],
  ['<p>Voir <a href="https://exemple.fr">la fiche</a></p>', true],
  ['<p><IMG src="@@PLUGINFILE@@/a.png"></p>', true],
  ['<p>x<sup>2</sup></p>', true],
])('%j holds more than its text: %j', (html, isMore) => {
  expect(holdsMoreThanText(html, 1)).toBe(isMore);
  expect(holdsMoreThanText(html, 2)).toBe(false);
});

test('what is not HTML is as it is', () => {
  expect(textOf('a <b> & c\n', 2)).toBe('a <b> & c');
});

test('a name loses its marks and keeps its signs', () => {
  expect(nameOf(' Physique&amp;Chimie <span class="x">2nde</span>\n4 ')).toBe('Physique&Chimie 2nde 4');
});

test('a text without end of signs that open is read in no time', () => {
  expect(textOf('<'.repeat(200_000), 1).length).toBe(200_000);
});
