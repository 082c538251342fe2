import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Table, textOf } from './table.ts';
import { readTable, writeTable } from './table-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartable-tables-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FORMATS = ['csv', 'xlsx', 'ods'] as const;
const asText = (table: Table) =>
  table.map((row) =>
    row
      .map((cell) => textOf(cell))
      .join('\t')
      .trimEnd(),
  );

const TABLE: Table = [
  ['Nom', 'Prénom', 'Devoir « Dérivées » ; n° 1', 'Moyenne'],
  ['D’AUBIGNÉ-LŒB', 'Éloïse', 14.5, 13.25],
  ['<MARTIN> & fils', 'Zoé "Zo"', 'abs.', null],
  ['PIERRE', null, '(9)', 0],
  ['constructor', '_x0041_', '  toString', 0.01],
];

test.each(FORMATS)('a table written as %s is read as it was', async (format) => {
  const path = join(folder, `notes.${format}`);
  await writeTable(path, TABLE);
  expect(asText(await readTable(path))).toEqual(asText(TABLE));
  expect(readdirSync(folder)).toEqual([`notes.${format}`]);
});

test.each(FORMATS)('any names and grades survive %s', async (format) => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((value) => value.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\s]+/gu, '').replace(/^'+/, ''))
    .filter((value) => value !== '' && !/^-?\d/.test(value));
  const cell = fc.oneof(
    text,
    fc.integer({ min: 0, max: 2000 }).map((points) => points / 100),
  );
  const row = fc.tuple(text, cell, cell);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const path = join(folder, `any.${format}`);
      await writeTable(path, rows);
      expect(asText(await readTable(path))).toEqual(asText(rows));
    }),
    { numRuns: 200 },
  );
});

test('a text that a spreadsheet would run as a formula stays a text', async () => {
  const path = join(folder, 'notes.csv');
  await writeTable(path, [['Nom'], ['=HYPERLINK("http://x")'], ['@SUM(A1)'], ['+33']]);
  expect(readFileSync(path, 'utf8')).toContain(`'=HYPERLINK`);
  expect((await readTable(path)).map(([cell]) => cell)).toEqual([
    'Nom',
    '=HYPERLINK("http://x")',
    '@SUM(A1)',
    '+33',
  ]);
});

test('Excel’s own CSV is read: semicolons, Windows-1252', async () => {
  const path = join(folder, 'excel.csv');
  writeFileSync(path, Buffer.from('Nom;Prénom;Note\r\nLÉGER;Zoé;14,5\r\n', 'latin1'));
  expect(await readTable(path)).toEqual([
    ['Nom', 'Prénom', 'Note'],
    ['LÉGER', 'Zoé', '14,5'],
  ]);
});

test.each([
  ['an old or encrypted workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
  ['a package of something else', Buffer.from(zipSync({ 'a.txt': new Uint8Array([1]) }))],
  [
    'a package cut short',
    Buffer.from(zipSync({ 'xl/workbook.xml': Buffer.alloc(4000, 'x') })).subarray(0, 60),
  ],
  [
    'a workbook whose XML is broken',
    Buffer.from(zipSync({ 'xl/workbook.xml': Buffer.from('<workbook><sheet') })),
  ],
  ['nothing', Buffer.alloc(0)],
])('%s is refused as no table', async (_what, bytes) => {
  const path = join(folder, 'notes.xlsx');
  writeFileSync(path, bytes);
  await expect(readTable(path)).rejects.toMatchObject({ code: 'exchange/not-a-table' });
});

test('a bomb is refused before it is unpacked, and so is a sheet repeated without end', async () => {
  const path = join(folder, 'bomb.ods');
  const bomb = zipSync({
    mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': Buffer.alloc(70 * 1024 * 1024, 32),
  });
  writeFileSync(path, bomb);
  await expect(readTable(path)).rejects.toMatchObject({ code: 'exchange/too-large' });
  const rows =
    '<x xmlns:t="t" xmlns:p="p"><t:table><t:table-row t:number-rows-repeated="1048576"><t:table-cell t:number-columns-repeated="16384"><p:p>1</p:p></t:table-cell></t:table-row></t:table></x>';
  writeFileSync(
    path,
    zipSync({
      mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': Buffer.from(rows),
    }),
  );
  await expect(readTable(path)).rejects.toMatchObject({ code: 'exchange/too-large' });
});

test('a table that cannot be written leaves the file that was there', async () => {
  await expect(writeTable(join(folder, 'nowhere', 'notes.csv'), TABLE)).rejects.toMatchObject({
    code: 'library/folder-unwritable',
  });
});
