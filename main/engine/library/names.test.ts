import { expect, test } from 'vitest';
import { renditionName } from './names.ts';

test('a rendition keeps the name of its file and takes the extension of what it is', () => {
  expect(renditionName('/un/dossier/Plan de classe.PNG', 'jpg')).toBe('Plan de classe.jpg');
  expect(renditionName('photo.jpeg', 'jpg')).toBe('photo.jpeg');
  expect(renditionName('cours', 'pdf')).toBe('cours.pdf');
  expect(renditionName('notes.txt', '')).toBe('notes.txt');
});

test('a name too long for the ENT is cut, never its extension', () => {
  const name = renditionName(`${'é'.repeat(400)}.pdf`, 'pdf');
  expect(name).toHaveLength(300);
  expect(name.endsWith('.pdf')).toBe(true);
});
