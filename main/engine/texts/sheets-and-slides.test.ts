import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { WrittenText } from '../../../preload/contract/index.ts';
import { writeOds } from '../tables/ods.ts';
import { writeXlsx } from '../tables/xlsx.ts';
import { TEXT_LIMITS } from './text-builder.ts';
import { readWrittenText } from './written-text.ts';

const zip = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    level: 1,
  });

/** « 1# Titre » for a heading of the first level, « - » for what is in a list; tables by their cells. */
function said(read: WrittenText | null): unknown[] {
  const lettersOf = (runs: readonly { text: string }[]) => runs.map(({ text }) => text).join('');
  return (read?.blocks ?? []).map((block) => {
    if (block.kind === 'table')
      return block.rows.map((row) => row.map((cell) => cell.map(({ runs }) => lettersOf(runs)).join('|')));
    const { level, list, runs } = block;
    return `${level > 0 ? `${level}# ` : ''}${list === null ? '' : `${'-'.repeat(list.depth + 1)} `}${lettersOf(runs)}`;
  });
}

const relations = (targets: readonly string[]) =>
  `<Relationships>${targets.map((target, index) => `<Relationship Id="r${index}" Target="${target}"/>`).join('')}</Relationships>`;

const TABLE = [
  ['Élève', 'Note'],
  ['Ana', 12.5],
  [null, 'abs'],
];

test.each([
  ['XLSX', writeXlsx(TABLE)],
  ['ODS', writeOds(TABLE)],
])('the sheet of an %s is a table below its name', (_kind, bytes) => {
  expect(said(readWrittenText(bytes))).toEqual([
    '1# Notes',
    [
      ['Élève', 'Note'],
      ['Ana', '12,5'],
      ['', 'abs'],
    ],
  ]);
});

test('all sheets of an XLSX come in their order, and a number that its style makes a date is one', () => {
  const sheet = (cells: string) => `<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
  const bytes = zip({
    'xl/workbook.xml':
      '<workbook xmlns:r="x"><sheets><sheet name="Deux" sheetId="2" r:id="r1"/><sheet name="Un" sheetId="1" r:id="r0"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(['worksheets/a.xml', '/xl/worksheets/b.xml']),
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yy"/><numFmt numFmtId="165" formatCode="0 &quot;jours&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    'xl/worksheets/a.xml': sheet('<c r="A1"><f>1+1</f><v>2</v></c>'),
    'xl/worksheets/b.xml': sheet('<c r="A1" s="1"><v>46356</v></c><c r="B1" s="2"><v>3</v></c>'),
  });
  expect(said(readWrittenText(bytes))).toEqual(['1# Deux', [['30/11/2026', '3']], '1# Un', [['2']]]);
});

const SLIDE = `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>
  <p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:rPr b="1"/><a:t>Les ondes</a:t></a:r></a:p></p:txBody></p:sp>
  <p:sp><p:txBody><a:p><a:pPr lvl="1"><a:buChar char="•"/></a:pPr><a:r><a:t>son</a:t></a:r></a:p><a:p><a:r><a:t>fin</a:t></a:r></a:p></p:txBody></p:sp>
  <p:pic><p:blipFill><a:blip r:link="http://exemple.fr/a.png" xmlns:r="r"/></p:blipFill></p:pic>
  <p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>A</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>
</p:spTree></p:cSld></p:sld>`;

test('the slides of a PPTX come in the order of the presentation, each below its number, without what the speaker notes', () => {
  const second = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>première montrée</a:t></a:r></a:p></p:sld>';
  const bytes = zip({
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="257" r:id="r1"/><p:sldId id="256" r:id="r0"/></p:sldIdLst></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations(['slides/slide1.xml', 'slides/slide2.xml']),
    'ppt/slides/slide1.xml': SLIDE,
    'ppt/slides/slide2.xml': second,
    'ppt/notesSlides/notesSlide1.xml': '<a:p xmlns:a="a"><a:t>secret</a:t></a:p>',
  });
  const read = readWrittenText(bytes);
  expect(said(read)).toEqual(['1# 1', 'première montrée', '1# 2', '2# Les ondes', '-- son', 'fin', [['A']]]);
  expect(read?.pictureCount).toBe(1);
  expect(JSON.stringify(read)).not.toMatch(/secret|exemple/);
});

test('a table right below the title of a slide is no title', () => {
  const shapes = SLIDE.split('\n').filter((line) => /title|graphicFrame/.test(line));
  const bytes = zip({
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldId id="1" r:id="r0"/></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations(['slides/a.xml']),
    'ppt/slides/a.xml': `<p:sld xmlns:p="p" xmlns:a="a">${shapes.join('')}</p:sld>`,
  });
  expect(readWrittenText(bytes)?.blocks.at(-1)).toMatchObject({ kind: 'table', rows: [[[{ level: 0 }]]] });
});

const OFFICE = ['office', 'text', 'style', 'table', 'draw', 'presentation']
  .map((name) => `xmlns:${name}="urn:${name}"`)
  .join(' ');

test('so do those of an ODP', () => {
  const page = (title: string, more: string) =>
    `<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>${title}</text:p></draw:text-box></draw:frame><draw:frame><draw:text-box>${more}</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>secret</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>`;
  const list = '<text:list><text:list-item><text:p>son</text:p></text:list-item></text:list>';
  const body = `${page('Les ondes', list)}${page('La lumière', '<text:p>vitesse</text:p>')}`;
  const bytes = zip({
    'content.xml': `<office:document-content ${OFFICE}><office:body><office:presentation>${body}</office:presentation></office:body></office:document-content>`,
  });
  expect(said(readWrittenText(bytes))).toEqual([
    '1# 1',
    '2# Les ondes',
    '- son',
    '1# 2',
    '2# La lumière',
    'vitesse',
  ]);
});

test('cells that a file repeats without end are cut, and this is said', () => {
  const cell =
    '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>';
  const row = `<table:table-row table:number-rows-repeated="1000000">${cell}</table:table-row>`;
  const sheets = `<table:table table:name="a">${row.repeat(50)}</table:table>`.repeat(60);
  const read = readWrittenText(
    zip({
      'content.xml': `<office:document-content ${OFFICE}><office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`,
    }),
  );
  expect(read?.isCut).toBe(true);
  expect(JSON.stringify(read).length).toBeLessThan(20_000_000);
  const far = writeXlsx([...Array.from({ length: 2100 }, () => [1]), Array.from({ length: 120 }, () => 'z')]);
  const cut = readWrittenText(far);
  expect([cut?.isCut, JSON.stringify(cut).includes('z')]).toEqual([true, false]);
});

test('slides that together claim more than the limit, or a sheet that does, are not unpacked', () => {
  const big = `<!--${'x'.repeat(TEXT_LIMITS.unpackedBytes - 1000)}-->`;
  const paths = Array.from({ length: 3 }, (_, index) => `slides/s${index}.xml`);
  const ids = paths.map((_, index) => `<p:sldId id="${index}" r:id="r${index}"/>`).join('');
  const slides = zip({
    'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="r">${ids}</p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(paths),
    ...Object.fromEntries(paths.map((path) => [`ppt/${path}`, `<p:sld xmlns:p="p">${big}</p:sld>`])),
  });
  expect(readWrittenText(slides)).toBeNull();
  const sheet = zip({
    'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(['a.xml']),
    'xl/a.xml': `<worksheet>${big}${big}</worksheet>`,
  });
  expect(readWrittenText(sheet)).toBeNull();
});

test('what is nested without end is read all the same, or refused, and breaks nothing', () => {
  const deep = `${'<p:grpSp>'.repeat(200_000)}<a:p><a:r><a:t>au fond</a:t></a:r></a:p>${'</p:grpSp>'.repeat(200_000)}`;
  const bytes = zip({
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldId id="1" r:id="r0"/></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations(['slides/a.xml']),
    'ppt/slides/a.xml': `<p:sld xmlns:p="p" xmlns:a="a">${deep}</p:sld>`,
  });
  expect(said(readWrittenText(bytes))).toEqual(['1# 1', 'au fond']);
});
