import { expect, test } from 'vitest';
import { commonWords, decodeName, isOfTheSystem, readArchivePath } from './archive-paths.ts';
import { NameInPath } from './name-in-path.ts';

test.each([
  ['Zoé MARTIN_51_assignsubmission_file_/photo 1.jpg', 'Zoé MARTIN', '51', 'photo 1.jpg'],
  ['Zoé MARTIN_51_assignsubmission_file/photo_1.jpg', 'Zoé MARTIN', '51', 'photo_1.jpg'],
  ['Zoé MARTIN_51_assignsubmission_file_dm_3.pdf', 'Zoé MARTIN', '51', 'dm_3.pdf'],
  ['DM/Zoé MARTIN_51_assignsubmission_file_/a/b.pdf', 'Zoé MARTIN', '51', 'b.pdf'],
  ['Zoé MARTIN_51_assignsubmission_onlinetext_/onlinetext.html', 'Zoé MARTIN', '51', 'onlinetext.html'],
  ['Participant_7_assignsubmission_file_/dm.pdf', 'Participant', '7', 'dm.pdf'],
  ['2de4/MARTIN Zoé/dm.pdf', '2de4/MARTIN Zoé/dm.pdf', null, 'dm.pdf'],
  ['MARTIN_51.pdf', 'MARTIN_51.pdf', null, 'MARTIN_51.pdf'],
])('« %s » is read as Moodle or a colleague wrote it', (path, who, participant, fileName) => {
  expect(readArchivePath(path)).toEqual({ who, participant, fileName });
});

test.each([
  ['__MACOSX/._dm.pdf', true],
  ['a/.DS_Store', true],
  ['a/Thumbs.db', true],
  ['~$copie.docx', true],
  ['a/', true],
  ['a/dm.pdf', false],
])('« %s » is the system’s own: %s', (path, isOwn) => {
  expect(isOfTheSystem(path)).toBe(isOwn);
});

test('names are read in Unicode, in DOS letters and in those of Windows', () => {
  const none = new Uint8Array();
  expect(decodeName(Buffer.from('Zoé', 'utf8'), true, none)).toBe('Zoé');
  expect(decodeName(Buffer.from('Zoé', 'utf8'), false, none)).toBe('Zoé');
  expect(decodeName(Uint8Array.of(0x5a, 0x6f, 0x82), false, none)).toBe('Zoé');
  expect(decodeName(Uint8Array.of(0x5a, 0x6f, 0xe9), false, none)).toBe('Zoé');
  const head = [0x75, 0x70, 9, 0, 1, 0, 0, 0, 0];
  expect(decodeName(Buffer.from('Zo?'), false, Uint8Array.of(...head, ...Buffer.from('Zoé')))).toBe('Zoé');
});

const PEOPLE = [
  { id: 'zoe', lastName: 'MARTIN', firstName: 'Zoé' },
  { id: 'leo', lastName: 'MARTIN', firstName: 'Léo Paul' },
  { id: 'eloise', lastName: 'D’AUBIGNÉ', firstName: 'Éloïse' },
  { id: 'jean-pierre', lastName: 'LE GOFF', firstName: 'Jean-Pierre' },
  { id: 'pierre', lastName: 'DURAND', firstName: 'Pierre' },
];
const finder = new NameInPath(PEOPLE, new Set(['devoir', 'maison']));

test.each([
  ['MARTIN Zoé - DM 3.pdf', 'zoe'],
  ['MARTIN_ZOE.pdf', 'zoe'],
  ['2de4/zoé.martin/photo 1.jpg', 'zoe'],
  ['LE_GOFF_Jean-Pierre_dm3.docx', 'jean-pierre'],
  ['D_Aubigne_Eloise (1).pdf', 'eloise'],
  ['Devoir maison Pierre Durand.pdf', 'pierre'],
])('« %s » is one student’s', (path, id) => {
  expect(finder.find(path)).toEqual({ match: 'sure', id });
});

test.each([
  ['Martin Léo.pdf', ['leo']],
  ['Jean-Pierre DURAND.pdf', ['pierre']],
  ['Martin Zoe et Durand Pierre/x.pdf', ['zoe', 'pierre']],
])('« %s » is asked about', (path, ids) => {
  expect(finder.find(path)).toEqual({ match: 'doubtful', ids });
});

test.each(['scan0012.pdf', 'Martin.pdf', 'DUPONT Zoé.pdf'])('« %s » means nobody', (path) => {
  expect(finder.find(path)).toEqual({ match: 'none' });
});

test('the words of a title are common, names never, and two files have nothing in common', () => {
  const paths = ['MARTIN Zoé Devoir', 'MARTIN Léo Devoir', 'DURAND Devoir'];
  expect([...commonWords(paths, new Set(['martin', 'zoe', 'leo', 'durand']))]).toEqual(['devoir']);
  expect(commonWords(paths.slice(0, 2), new Set())).toEqual(new Set());
});
