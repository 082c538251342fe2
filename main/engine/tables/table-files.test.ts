import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type Table, textOf } from './table.ts';
import { readTable, tableBytes } from './table-files.ts';

const FORMATS = ['csv', 'xlsx', 'ods'] as const;
const asText = (table: Table) =>
  table.map((row) =>
    row
      .map((cell) => textOf(cell))
      .join('\t')
      .trimEnd(),
  );

/** A table as it is read from what was written of it. */
const again = (format: string, table: Table) => readTable(Buffer.from(tableBytes(`notes.${format}`, table)));

const TABLE: Table = [
  ['Nom', 'Prénom', 'Devoir « Dérivées » ; n° 1', 'Moyenne'],
  ['D’AUBIGNÉ-LŒB', 'Éloïse', 14.5, 13.25],
  ['<MARTIN> & fils', 'Zoé "Zo"', 'abs.', null],
  ['PIERRE', null, '(9)', 0],
  ['constructor', '_x0041_', '  toString', 0.01],
];

test.each(FORMATS)('a table written as %s is read as it was', (format) => {
  expect(asText(again(format, TABLE))).toEqual(asText(TABLE));
});

test.each(FORMATS)('any names and grades survive %s', (format) => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((value) => value.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\s]+/gu, '').replace(/^'+/, ''))
    .filter((value) => value !== '' && !/^-?\d/.test(value));
  const cell = fc.oneof(
    text,
    fc.integer({ min: 0, max: 2000 }).map((points) => points / 100),
  );
  const row = fc.tuple(text, cell, cell);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      expect(asText(again(format, rows))).toEqual(asText(rows));
    }),
    { numRuns: 200 },
  );
});

test('a text that a spreadsheet would run as a formula stays a text', () => {
  const bytes = tableBytes('notes.csv', [['Nom'], ['=HYPERLINK("http://x")'], ['@SUM(A1)'], ['+33']]);
  expect(Buffer.from(bytes).toString()).toContain(`'=HYPERLINK`);
  expect(readTable(Buffer.from(bytes)).map(([cell]) => cell)).toEqual([
    'Nom',
    '=HYPERLINK("http://x")',
    '@SUM(A1)',
    '+33',
  ]);
});

test('Excel’s own CSV is read: semicolons, Windows-1252', () => {
  expect(readTable(Buffer.from('Nom;Prénom;Note\r\nLÉGER;Zoé;14,5\r\n', 'latin1'))).toEqual([
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
])('%s is refused as no table', (_what, bytes) => {
  expect(() => readTable(bytes)).toThrow(expect.objectContaining({ code: 'exchange/not-a-table' }));
});

test('a bomb is refused before it is unpacked, and so is a sheet repeated without end', () => {
  const bomb = zipSync({
    mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': Buffer.alloc(70 * 1024 * 1024, 32),
  });
  const tooLarge = expect.objectContaining({ code: 'exchange/too-large' });
  expect(() => readTable(Buffer.from(bomb))).toThrow(tooLarge);
  const rows =
    '<x xmlns:t="t" xmlns:p="p"><t:table><t:table-row t:number-rows-repeated="1048576"><t:table-cell t:number-columns-repeated="16384"><p:p>1</p:p></t:table-cell></t:table-row></t:table></x>';
  const endless = zipSync({
    mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': Buffer.from(rows),
  });
  expect(() => readTable(Buffer.from(endless))).toThrow(tooLarge);
});
