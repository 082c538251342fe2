import { expect, test } from 'vitest';
import type { SubmissionSummary } from '../../../preload/contract/index.ts';
import type { CopyGroup } from './copies.ts';
import { listRows } from './copy-rows.ts';

const copies = ['a', 'b', 'c'].map((id) => ({ id }) as SubmissionSummary);

test('without groups there is a row for each copy, numbered from 1', () => {
  expect(listRows(copies, null).map((row) => (row.kind === 'copy' ? row.place : row.group))).toEqual([
    1, 2, 3,
  ]);
});

test('a group begins with its head, which says how many it has; the copies are numbered through', () => {
  const groups: Record<string, CopyGroup> = { a: 'to-do', b: 'sent', c: 'sent' };
  const rows = listRows(copies, ({ id }) => groups[id] ?? 'to-do');
  expect(rows.map((row) => (row.kind === 'copy' ? row.place : `${row.group} ${row.count}`))).toEqual([
    'to-do 1',
    1,
    'sent 2',
    2,
    3,
  ]);
});
