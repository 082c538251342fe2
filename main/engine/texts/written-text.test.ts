import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Paragraph } from '../../../preload/contract/index.ts';
import { TEXT_LIMITS } from './text-builder.ts';
import { readWrittenText } from './written-text.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const STYLES = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>`;
const NUMBERING = `<w:numbering ${W}>
  <w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
  <w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>`;

function docx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const document = `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`;
  return zipSync({ 'word/document.xml': strToU8(document), ...more });
}

const STYLED = { 'word/styles.xml': strToU8(STYLES), 'word/numbering.xml': strToU8(NUMBERING) };

const OFFICE = ['office', 'text', 'style', 'table', 'draw', 'fo']
  .map((name) => `xmlns:${name}="urn:${name}"`)
  .join(' ');

function odt(styles: string, body: string): Uint8Array {
  const content = `<?xml version="1.0"?><office:document-content ${OFFICE}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
  return zipSync({ 'content.xml': strToU8(content) });
}

const plain = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const listed = (text: string, depth: number) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

function paragraphs(bytes: Uint8Array): Paragraph[] {
  return (readWrittenText(bytes)?.blocks ?? []).filter((block) => block.kind === 'paragraph');
}

const lettersOf = ({ runs }: Paragraph) => runs.map(({ text }) => text).join('');

test('a DOCX says its headings by the style that a French Word names, and how its letters are set', () => {
  const body = `<w:p><w:pPr><w:pStyle w:val="Titre1"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>Le rayon vert</w:t></w:r></w:p>
    <w:p><w:r><w:t>Il est </w:t></w:r><w:r><w:rPr><w:b/><w:i w:val="0"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>rare</w:t></w:r><w:r><w:tab/><w:t>ici</w:t><w:br/></w:r></w:p>`;
  expect(paragraphs(docx(body, STYLED))).toEqual([
    { kind: 'paragraph', level: 1, list: null, runs: [{ text: 'Le rayon vert', marks: [] }] },
    {
      kind: 'paragraph',
      level: 0,
      list: null,
      runs: [
        { text: 'Il est ', marks: [] },
        { text: 'rare', marks: ['bold', 'superscript'] },
        { text: '\tici\n', marks: [] },
      ],
    },
  ]);
});

test('lists are numbered as they come, and deeper ones begin anew', () => {
  const body = [listed('un', 0), listed('a', 1), listed('deux', 0), plain('hors liste')].join('');
  const lists = paragraphs(docx(body, STYLED)).map(({ list }) => list);
  expect(lists).toEqual([
    { marker: '1.', depth: 0 },
    { marker: '•', depth: 1 },
    { marker: '2.', depth: 0 },
    null,
  ]);
});

test('a table has its rows and cells, and what lies deeper is told in them', () => {
  const cell = (inside: string) => `<w:tc>${inside}</w:tc>`;
  const inner = `<w:tbl><w:tr>${cell(plain('dedans'))}</w:tr></w:tbl>`;
  const body = `<w:tbl><w:tr>${cell(plain('a'))}${cell(inner)}</w:tr></w:tbl>${plain('après')}`;
  const [table, after] = readWrittenText(docx(body))?.blocks ?? [];
  expect(
    table?.kind === 'table' ? table.rows.map((row) => row.map((one) => one.map(lettersOf))) : null,
  ).toEqual([[['a'], ['dedans']]]);
  expect(after?.kind).toBe('paragraph');
});

test('fields, what was deleted, and the second copy of a drawing’s words are no text; pictures are counted', () => {
  const body = `<w:p><w:r><w:instrText>INCLUDETEXT http://exemple.fr</w:instrText></w:r><w:del><w:r><w:delText>rayé</w:delText></w:r></w:del>
    <w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><a:blip xmlns:a="y" r:link="http://exemple.fr/p.png" xmlns:r="z"/><w:txbxContent>${plain('légende')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${plain('légende')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>texte</w:t></w:r></w:p>`;
  const read = readWrittenText(docx(body));
  expect(paragraphs(docx(body)).map(lettersOf)).toEqual(['légende', 'texte']);
  expect(read?.pictureCount).toBe(1);
  expect(JSON.stringify(read)).not.toContain('exemple.fr');
});

test('an ODT says its headings, its lists, and the letters that its styles set apart', () => {
  const styles = `<style:style style:name="T1"><style:text-properties fo:font-weight="bold" style:text-underline-style="none"/></style:style>
    <text:list-style style:name="L1"><text:list-level-style-number text:level="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>`;
  const body = `<text:h text:outline-level="2">Titre</text:h>
    <text:p>Un   <text:span text:style-name="T1">mot</text:span><text:s text:c="3"/>là<text:note><text:p>en note</text:p></text:note></text:p>
    <text:list text:style-name="L1"><text:list-item><text:p>un</text:p><text:p>suite</text:p><text:list><text:list-item><text:p>deux</text:p></text:list-item></text:list></text:list-item></text:list>`;
  const read = paragraphs(odt(styles, body));
  expect(read.map(({ level, list }) => [level, list])).toEqual([
    [2, null],
    [0, null],
    [0, { marker: '1.', depth: 0 }],
    [0, { marker: '', depth: 0 }],
    [0, { marker: '•', depth: 1 }],
  ]);
  expect(read[1]?.runs).toEqual([
    { text: 'Un ', marks: [] },
    { text: 'mot', marks: ['bold'] },
    { text: '   là', marks: [] },
  ]);
});

test('markup in the letters stays letters', () => {
  const body = plain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(paragraphs(docx(body)).map(lettersOf)).toEqual(['<script>alert(1)</script>']);
});

test('entities that a file declares are not expanded, and fetch nothing', () => {
  const lol = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
    '',
  );
  const document = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">${lol}<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ${W}><w:body>${plain('&l9;&x;')}</w:body></w:document>`;
  const read = readWrittenText(zipSync({ 'word/document.xml': strToU8(document) }));
  expect(JSON.stringify(read).length).toBeLessThan(300);
});

test('a part that claims more than the limit is not unpacked', () => {
  const padded = `${plain('a')}<!--${'x'.repeat(TEXT_LIMITS.unpackedBytes)}-->`;
  expect(readWrittenText(docx(padded))).toBeNull();
});

test('a long text is cut, and says so', () => {
  const read = readWrittenText(docx(plain('mot '.repeat(TEXT_LIMITS.characters / 4 + 1))));
  expect(read?.isCut).toBe(true);
  expect(JSON.stringify(read).length).toBeLessThan(TEXT_LIMITS.characters + 500);
});

test.each([
  ['no file at all', new Uint8Array(0)],
  ['bytes of nothing', new Uint8Array(2000).fill(80)],
  ['a ZIP of something else', zipSync({ 'autre.txt': strToU8('bonjour') })],
  [
    'a text that ends in the middle',
    zipSync({ 'word/document.xml': strToU8(`<w:document ${W}><w:body><w:p`) }),
  ],
  ['a ZIP that is cut', docx(plain('a')).subarray(0, 60)],
])('%s is not read', (_what, bytes) => {
  expect(readWrittenText(bytes)).toBeNull();
});
