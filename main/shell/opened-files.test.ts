import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { OpenedFiles, sequenceFileIn } from './opened-files.ts';

const FOLDER = resolve('/home/prof');
const PATH = resolve(FOLDER, 'Téléchargements', 'Ondes & lumière.cartable-sequence');

test.each([
  ['a whole path', [PATH]],
  ['a path from where the program was started', ['Téléchargements/Ondes & lumière.cartable-sequence']],
  ['an address, as file managers give it', [pathToFileURL(PATH).href]],
  ['among the switches of Chromium and ours', ['/opt/Cartable/cartable', '--no-sandbox', '--data=/x', PATH]],
])('%s names the file', (_what, argv) => {
  expect(sequenceFileIn(argv, FOLDER)).toBe(PATH);
});

test('an ending in capitals is the same', () => {
  expect(sequenceFileIn(['ONDES.CARTABLE-SEQUENCE'], FOLDER)).toBe(
    resolve(FOLDER, 'ONDES.CARTABLE-SEQUENCE'),
  );
});

test.each([
  ['another kind of file', 'Ondes.pdf'],
  ['a program under a name that looks like one', 'Ondes.cartable-sequence.exe'],
  ['a switch', '--load=Ondes.cartable-sequence'],
  ['a link to a screen', 'cartable:lessons/Ondes.cartable-sequence'],
  ['a page of the web', 'https://exemple.fr/Ondes.cartable-sequence'],
  ['an address with a hidden end', 'file:///home/a%00.cartable-sequence'],
  ['a path with a hidden end', 'a\0b.cartable-sequence'],
  ['a path that is too long', `${'a'.repeat(5000)}.cartable-sequence`],
])('%s is no sequence', (_what, argument) => {
  expect(sequenceFileIn([argument], FOLDER)).toBeNull();
});

test('files wait in their order, each is taken once, and nobody fills the memory with them', () => {
  const files = new OpenedFiles();
  for (let number = 0; number < 100; number += 1) files.add(`${number}`);
  const taken = [];
  for (let path = files.take(); path !== null; path = files.take()) taken.push(path);
  expect(taken.slice(0, 3)).toEqual(['0', '1', '2']);
  expect(taken.length).toBe(20);
});
