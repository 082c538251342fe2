import { expect, test } from 'vitest';
import { gradingCommandOfKey } from './grading-keys.ts';

const key = (key: string, more = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test.each([
  ['j', 'next'],
  ['J', 'next'],
  ['k', 'previous'],
  ['g', 'focus-grade'],
  ['c', 'focus-comment'],
  ['q', 'focus-criteria'],
  ['u', 'undo'],
  ['d', 'next-document'],
  ['a', 'toggle-names'],
  ['b', 'manage-bank'],
  ['/', 'open-bank'],
  ['?', 'show-keys'],
])('%s means %s outside a field', (letter, kind) => {
  expect(gradingCommandOfKey(key(letter), false)).toEqual({ kind });
});

test('with Shift, D is what stands beside the copy, not its next document', () => {
  expect(gradingCommandOfKey(key('D', { shiftKey: true }), false)).toEqual({ kind: 'toggle-reference' });
  expect(gradingCommandOfKey(key('D', { shiftKey: true }), true)).toBeNull();
});

test('a digit starts a grade, except 0, which is a document key', () => {
  expect(gradingCommandOfKey(key('7'), false)).toEqual({ kind: 'type-grade', digit: '7' });
  expect(gradingCommandOfKey(key('0', { code: 'Digit0' }), false)).toEqual({
    kind: 'view',
    command: 'fit-width',
  });
});

test('in a field, letters, digits and signs are text', () => {
  for (const typed of ['j', 'b', '/', 'g', 'u', '?', '7', '+', '-', 'r', 'Enter']) {
    expect(gradingCommandOfKey(key(typed), true)).toBeNull();
  }
});

test('Ctrl+Enter saves and goes on from anywhere; Escape leaves a field', () => {
  expect(gradingCommandOfKey(key('Enter', { ctrlKey: true }), true)).toEqual({ kind: 'save-next' });
  expect(gradingCommandOfKey(key('Enter', { metaKey: true }), false)).toEqual({ kind: 'save-next' });
  expect(gradingCommandOfKey(key('Escape'), true)).toEqual({ kind: 'leave-field' });
  expect(gradingCommandOfKey(key('Escape'), false)).toBeNull();
});

test('Ctrl+B keeps the comment in the bank, from its field too', () => {
  expect(gradingCommandOfKey(key('b', { ctrlKey: true }), true)).toEqual({ kind: 'keep-comment' });
  expect(gradingCommandOfKey(key('B', { metaKey: true }), false)).toEqual({ kind: 'keep-comment' });
  expect(gradingCommandOfKey(key('b', { ctrlKey: true, shiftKey: true }), true)).toBeNull();
});

test('the keys of the window and of the system are left alone', () => {
  expect(gradingCommandOfKey(key('z', { ctrlKey: true }), false)).toBeNull();
  expect(gradingCommandOfKey(key('c', { ctrlKey: true }), false)).toBeNull();
  expect(gradingCommandOfKey(key('j', { altKey: true }), false)).toBeNull();
});
