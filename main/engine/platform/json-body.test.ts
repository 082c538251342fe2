import { expect, test } from 'vitest';
import { jsonIn } from './json-body.ts';

const read = (json: string) => jsonIn(Buffer.from(json));
const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;

test.each([
  ['two hundred levels are read', nested(200), true],
  ['more are not', nested(202), false],
  ['brackets in a string are none', JSON.stringify('[{'.repeat(500)), true],
  ['nor do those after a quotation mark within it', JSON.stringify(`"\\"${'[{'.repeat(500)}`), true],
  [
    'a string ends at a quotation mark after a backslash that is one itself',
    `["\\\\",${nested(200)}]`,
    false,
  ],
  ['letters above ASCII end none', JSON.stringify(`é日😀${'['.repeat(500)}`), true],
  ['what has been closed is no level', `[${Array(500).fill('[[]]').join(',')}]`, true],
])('%s', (_, json, isRead) => {
  expect(read(json) !== undefined).toBe(isRead);
});

test('one text of twelve megabytes is read', () => {
  const title = 'a'.repeat(12_000_000);
  expect(read(JSON.stringify({ title }))).toEqual({ title });
});

test('a string that never ends costs no more than one that does', () => {
  // Looked for anew from each of its quotation marks, it would take the better part of an hour.
  expect(read(`{"title":"${'\\"'.repeat(1_000_000)}`)).toBeUndefined();
});
