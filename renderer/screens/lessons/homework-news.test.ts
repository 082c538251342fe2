import { expect, test } from 'vitest';
import { takeInHomework } from './homework-news.ts';

const shown = { text: 'Exercice 3', dueAt: 1, expectedMinutes: null, handIn: null };

test('what nobody has changed here follows what came from elsewhere', () => {
  const news = { text: 'Exercice 4', dueAt: 2, expectedMinutes: 20, handIn: null };
  expect(takeInHomework({ shown, typed: shown, news })).toEqual({ fields: news, before: news });
});

test('a text that is being typed in stays, and is still a change of what it was typed over', () => {
  const typed = { ...shown, text: 'Exercices 3 et 4' };
  const news = { text: 'Exercice 3, p. 12', dueAt: 2, expectedMinutes: null, handIn: null };
  expect(takeInHomework({ shown, typed, news })).toEqual({
    fields: { text: 'Exercices 3 et 4', dueAt: 2, expectedMinutes: null, handIn: null },
    before: { text: 'Exercice 3', dueAt: 2, expectedMinutes: null, handIn: null },
  });
});

test('a text that was cleared, or has a space behind it, is the teacher’s own', () => {
  const textOf = (text: string, news = 'Exercice 3') =>
    takeInHomework({ shown, typed: { ...shown, text }, news: { ...shown, text: news } }).fields.text;
  expect(textOf('')).toBe('');
  expect(textOf('Exercice 3 ')).toBe('Exercice 3 ');
  expect(textOf('Exercice 3 ', 'Exercice 4')).toBe('Exercice 4');
});

test('a date that was chosen here stays', () => {
  const taken = takeInHomework({ shown, typed: { ...shown, dueAt: 3 }, news: { ...shown, dueAt: 2 } });
  expect(taken.fields.dueAt).toBe(3);
});

test('the space or the line that was begun behind the last word stays when a colleague’s line comes before or behind', () => {
  for (const end of [' ', '\n']) {
    const typed = { ...shown, text: `Exercice 3${end}` };
    const textOf = (text: string) => takeInHomework({ shown, typed, news: { ...shown, text } }).fields.text;
    expect(textOf('Lire la page 12\nExercice 3')).toBe(`Lire la page 12\nExercice 3${end}`);
    expect(textOf('Exercice 3\nLire la page 12')).toBe(`Exercice 3${end}\nLire la page 12`);
  }
});
