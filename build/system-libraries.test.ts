import { expect, test } from 'vitest';
import { missingIn } from './system-libraries.ts';

test('a package that another one provides is not missing', () => {
  const list = 'installed\tlibgtk-3-0t64\tlibgtk-3-0 (= 3.24.41), other\ninstalled\txvfb\t\n';
  expect(missingIn(list, ['libgtk-3-0', 'xvfb'])).toEqual([]);
});

test('a package that was removed but left its settings is missing', () => {
  expect(missingIn('config-files\txvfb\t\n', ['xvfb', 'xauth'])).toEqual(['xvfb', 'xauth']);
});
