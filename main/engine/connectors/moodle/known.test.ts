import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CursorExpired } from '../adapter-types.ts';
import { draftIdOf, fileNameFor, nameBeside } from './draft-files.ts';
import { Known, nameKeyOf } from './known.ts';
import { flatten } from './parameters.ts';

test('a version grows at each difference, also when the clock does not or the cursor was lost', () => {
  const known = Known.open(null);
  expect(known.take('grade', 'a', { points: 1 }, 1000)).toBe(1000);
  expect(known.take('grade', 'a', { points: 1 }, 2000)).toBeNull();
  expect(known.take('grade', 'a', { points: 2 }, 1000)).toBe(1001);
  const again = Known.open(known.close());
  expect(again.get('grade', 'a')?.version).toBe(1001);
  expect(again.drop('grade', 'a', 900)).toBe(1002);
  expect(again.drop('grade', 'a', 900)).toBeNull();
  expect(Known.open(null).take('grade', 'a', { points: 2 }, 3000)).toBe(3000);
});

test('a cursor that cannot be read is none', () => {
  expect(() => Known.open('what an ENT gives')).toThrow(CursorExpired);
});

test('parameters are spelled as PHP reads a form', () => {
  const grades = [{ userid: 4, addattempt: false, plugindata: { files_filemanager: 7, left: undefined } }];
  expect(flatten({ assignmentid: 1, applytoall: true, grades })).toEqual([
    ['assignmentid', '1'],
    ['applytoall', '1'],
    ['grades[0][userid]', '4'],
    ['grades[0][addattempt]', '0'],
    ['grades[0][plugindata][files_filemanager]', '7'],
  ]);
});

test('a draft area is named by what is in it, whatever the order, and within an INT', () => {
  const [a, b] = [
    { sha256: 'aa', name: 'a.pdf' },
    { sha256: 'bb', name: 'b.pdf' },
  ];
  expect(draftIdOf([a, b])).toBe(draftIdOf([b, a]));
  expect(draftIdOf([a])).not.toBe(draftIdOf([{ ...a, name: 'c.pdf' }]));
  expect(draftIdOf([a])).toBeGreaterThanOrEqual(1_000_000_000);
  expect(draftIdOf([a])).toBeLessThan(2 ** 31);
});

test('a file is named as Moodle will name it', () => {
  expect(fileNameFor("Copie d'Emma <2>|x.pdf")).toBe('Copie d’Emma 2x.pdf');
  expect(fileNameFor('..')).toBe('document');
  expect(nameBeside('a.pdf', new Set(['a.pdf', 'a (2).pdf']))).toBe('a (3).pdf');
});

test('a cursor of before names were left out of it keeps its files, and names none', () => {
  const file = { id: 'feedback-1', name: 'Zyrkhovsky.pdf', bytes: 3, at: 5 };
  const before = {
    form: 1,
    at: 1,
    entities: {},
    copies: { 'copy-1-4': { gradedAt: 2, files: [file] } },
    places: {},
  };
  const known = Known.open(deflateRawSync(JSON.stringify(before)).toString('base64'));
  const nameKey = nameKeyOf('copy-1-4', 'Zyrkhovsky.pdf');
  expect(known.copy('copy-1-4')?.files).toEqual([{ id: 'feedback-1', nameKey, bytes: 3, at: 5 }]);
  expect(inflateRawSync(Buffer.from(known.close(), 'base64')).toString()).not.toContain('Zyrkhovsky');
});
