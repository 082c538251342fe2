import { expect, test } from 'vitest';
import { commandOfKey } from './commands.ts';

const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => commandOfKey({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test('Ctrl and a digit go to a screen, on a French keyboard too', () => {
  expect(press('1', 'Digit1', { ctrlKey: true })).toBe('go-today');
  expect(press('&', 'Digit1', { ctrlKey: true })).toBe('go-today');
  expect(press('è', 'Digit7', { metaKey: true })).toBe('go-settings');
  expect(press('3', 'Numpad3', { ctrlKey: true })).toBe('go-grading');
});

test('undo and redo have their usual keys', () => {
  expect(press('z', 'KeyW', { ctrlKey: true })).toBe('undo');
  expect(press('Z', 'KeyW', { ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(press('y', 'KeyY', { ctrlKey: true })).toBe('redo');
});

test('other keys are left alone', () => {
  expect(press('1', 'Digit1')).toBeNull();
  expect(press('8', 'Digit8', { ctrlKey: true })).toBeNull();
  expect(press('1', 'Digit1', { ctrlKey: true, altKey: true })).toBeNull();
});

test('F1 is the help, F9 the sync', () => {
  expect(press('F1', 'F1')).toBe('show-help');
  expect(press('F9', 'F9')).toBe('sync-now');
});
