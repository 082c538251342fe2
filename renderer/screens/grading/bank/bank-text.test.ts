import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BankComment } from '../../../../preload/contract/index.ts';
import {
  beginsWord,
  byFolder,
  excerptOf,
  fillComment,
  insertComment,
  namesIn,
  readTags,
  searchBank,
} from './bank-text.ts';

const ZOE = {
  firstName: 'Zoé',
  lastName: 'Garnier',
  isShared: false,
  grade: '14,5',
  maximum: '20',
  className: '2de 4',
};

function comment(text: string, folder = '', tags: string[] = []): BankComment {
  return { id: text, text, folder, tags, uses: 0, usesHere: 0 };
}

test('variables are filled in both languages, with or without accents; other brackets stay', () => {
  expect(fillComment('{prénom} {NOM} ({classe}) : {note}/{maximum} {f(x)}', ZOE)).toEqual({
    text: 'Zoé Garnier (2de 4) : 14,5/20 {f(x)}',
  });
  expect(fillComment('{Prenom}: {grade} of {first name} {last name}, {class}', ZOE)).toEqual({
    text: 'Zoé: 14,5 of Zoé Garnier, 2de 4',
  });
});

test('a variable without a value is never left for a student to read', () => {
  expect(fillComment('Avec {note}, {prénom}…', { ...ZOE, grade: null })).toEqual({ missing: 'grade' });
  expect(fillComment('{prénom} progresse', { ...ZOE, firstName: null })).toEqual({ missing: 'name' });
});

test('a comment for a team has the first names of all its members, and no last name', () => {
  const team = ['Félix', 'Louis', 'Aïcha'].map((firstName) => ({ firstName, lastName: 'Bailly' }));
  const inFrench = { isAnonymous: false, language: 'fr' };
  const values = { ...ZOE, ...namesIn(team, inFrench) };
  expect(fillComment('Bravo {prénom}', values)).toEqual({ text: 'Bravo Félix, Louis et Aïcha' });
  expect(fillComment('Bravo {prénom} {nom}', values)).toEqual({ missing: 'lastName' });
  expect(fillComment('{prénom} {nom}', { ...ZOE, ...namesIn(team.slice(0, 1), inFrench) })).toEqual({
    text: 'Félix Bailly',
  });
  const hidden = namesIn(team, { ...inFrench, isAnonymous: true });
  expect(fillComment('Bravo {nom}', { ...ZOE, ...hidden })).toEqual({ missing: 'name' });
});

test('a value that looks like a variable is not filled again', () => {
  expect(fillComment('{prénom}', { ...ZOE, firstName: '{note}' })).toEqual({ text: '{note}' });
});

test('every word is looked for in the text, the folder and the tags, without accents', () => {
  const bank = [comment('Élève sérieux.', 'Oral', ['progrès']), comment('Peut mieux faire.', 'Écrit')];
  expect(searchBank(bank, 'eleve #progres').map(({ text }) => text)).toEqual(['Élève sérieux.']);
  expect(searchBank(bank, 'ecrit mieux').map(({ text }) => text)).toEqual(['Peut mieux faire.']);
  expect(searchBank(bank, ' ')).toEqual(bank);
  expect(searchBank(bank, 'oral mieux')).toEqual([]);
});

test('a comment takes the place of the selection, apart from the words beside it', () => {
  expect(insertComment('Bien.', [5, 5], 'Continuez.')).toEqual({ text: 'Bien. Continuez.', caret: 16 });
  expect(insertComment('Bien. ', [6, 6], 'Continuez.').text).toBe('Bien. Continuez.');
  expect(insertComment('', [0, 0], 'Bien.')).toEqual({ text: 'Bien.', caret: 5 });
  expect(insertComment('abc def', [4, 7], 'X').text).toBe('abc X');
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (before, after, inserted) => {
      const { text, caret } = insertComment(before + after, [before.length, before.length], inserted);
      expect(text.slice(caret - inserted.length, caret)).toBe(inserted);
      expect(text.startsWith(before) && text.endsWith(after)).toBe(true);
    }),
  );
});

test('a stroke inside a word is a stroke', () => {
  expect(beginsWord('14', 2)).toBe(false);
  expect(beginsWord('Bien. ', 6)).toBe(true);
  expect(beginsWord('', 0)).toBe(true);
});

test('tags are read once each; an excerpt is one line; folders are in order', () => {
  expect(readTags(' oral, écrit,oral,, ')).toEqual(['oral', 'écrit']);
  expect(excerptOf('a\nb')).toBe('a b');
  expect(excerptOf('x'.repeat(80))).toHaveLength(60);
  const bank = [comment('a', 'Oral'), comment('b'), comment('c', 'Écrit'), comment('d', 'Oral')];
  expect(byFolder(bank).map(([folder, { length }]) => [folder, length])).toEqual([
    ['', 1],
    ['Écrit', 1],
    ['Oral', 2],
  ]);
});
