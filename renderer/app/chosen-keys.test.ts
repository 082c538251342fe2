import { expect, test } from 'vitest';
import { CHANGEABLE_KEYS, keyFault, pressedAs, withKey } from './chosen-keys.ts';

const press = (key: string, more = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test('without a choice every key is itself', () => {
  for (const key of ['j', 'J', '/', '7', 'Enter', '?']) expect(pressedAs({}, press(key)).key).toBe(key);
});

test('a chosen key stands for the one it replaces, which does nothing any more', () => {
  const chosen = withKey({}, 'J', 'n');
  expect(chosen).toEqual({ J: 'N' });
  const freed = withKey(chosen, 'N', 'j');
  expect(pressedAs(freed, press('n')).key).toBe('J');
  expect(pressedAs(freed, press('j')).key).toBe('N');
  expect(pressedAs(withKey({}, 'J', 'é'), press('é')).key).toBe('J');
  expect(pressedAs(withKey({}, 'J', 'é'), press('j')).key).toBe('Unidentified');
});

test('Shift goes along, and with Ctrl, Alt or ⌘ nothing is changed', () => {
  const chosen = withKey({}, 'I', ';');
  expect(pressedAs(chosen, press(';', { shiftKey: true }))).toMatchObject({ key: 'I', shiftKey: true });
  for (const held of ['ctrlKey', 'metaKey', 'altKey'])
    expect(pressedAs(chosen, press('i', { [held]: true })).key).toBe('i');
});

test('a key that is taken says by which, also when that one was changed itself', () => {
  expect(keyFault({}, 'J', 'k')).toEqual({ kind: 'taken', by: 'K' });
  expect(keyFault({ K: 'É' }, 'J', 'é')).toEqual({ kind: 'taken', by: 'K' });
  expect(keyFault({ K: 'É' }, 'J', 'k')).toBeNull();
  expect(keyFault({}, 'J', 'j')).toBeNull();
});

test.each(['7', '0', '+', '-', '=', '?', ' ', 'Enter', 'F5', 'ß', ''])('« %s » cannot be chosen', (key) => {
  expect(keyFault({}, 'J', key)).toEqual({ kind: 'unfit' });
});

test('its own key again is no choice, and each key is changed once', () => {
  expect(withKey({ J: 'É', K: 'È' }, 'J', 'j')).toEqual({ K: 'È' });
  expect(new Set(CHANGEABLE_KEYS).size).toBe(CHANGEABLE_KEYS.length);
});
