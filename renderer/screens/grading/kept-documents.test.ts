import { expect, test } from 'vitest';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { keepOpen } from './kept-documents.ts';

const doc = (sha256: string, isLocal = true): DocumentRef => ({
  id: sha256,
  name: `${sha256}.pdf`,
  sha256,
  mediaType: 'application/pdf',
  sizeBytes: 1,
  isLocal,
});
const names = (documents: readonly DocumentRef[]) => documents.map(({ sha256 }) => sha256).join('');

test('the document in hand is first, then the next ones, then those seen last, four in all', () => {
  expect(names(keepOpen([doc('x'), doc('y'), doc('z')], doc('a'), [doc('b')]))).toBe('abxy');
});

test('one document that two students handed in is opened once', () => {
  expect(names(keepOpen([doc('a'), doc('b')], doc('a'), [doc('a')]))).toBe('ab');
});

test('what is not on this computer yet is not opened', () => {
  expect(names(keepOpen([], doc('a', false), [doc('b')]))).toBe('b');
});

test('a copy without document keeps what was open', () => {
  expect(names(keepOpen([doc('x')], null, []))).toBe('x');
});
