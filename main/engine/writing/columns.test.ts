import { strFromU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readText } from './read-text.ts';
import { paragraph, type RichNode, textNode } from './rich-text.ts';
import { writeDocx } from './write-docx.ts';
import { writeHtml } from './write-html.ts';
import { writeMarkdown } from './write-markdown.ts';

const line = (text: string) => paragraph(textNode(text));
const columns = (...texts: RichNode[][]): RichNode => ({
  type: 'columns',
  content: texts.map((content) => ({ type: 'column', content })),
});
const LIST: RichNode = { type: 'bulletList', content: [{ type: 'listItem', content: [line('point')] }] };
const TWO = columns([line('gauche'), LIST], [line('droite')]);
const THREE = columns([line('un')], [line('deux')], [paragraph([])]);
const TABLE: RichNode = {
  type: 'table',
  content: [
    { type: 'tableRow', content: ['a', 'b'].map((text) => ({ type: 'tableCell', content: [line(text)] })) },
  ],
};
const NODES = [line('avant'), TWO, line('entre'), THREE, TABLE, line('après')];

const docx = (nodes: readonly RichNode[]) => writeDocx({ title: 'Titre', nodes, pictures: new Map() });
const readDocx = (bytes: Uint8Array) => readText('page.docx', Buffer.from(bytes)).nodes;
const readHtml = (html: string) => readText('page.html', Buffer.from(html)).nodes;

test('columns are a table without lines in a DOCX, and come back as columns; a table with lines stays one', () => {
  const bytes = docx(NODES);
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  expect(xml.match(/<w:tbl>/g)).toHaveLength(3);
  expect(xml.match(/<w:tblBorders>/g)).toHaveLength(1);
  expect(readDocx(bytes).slice(1)).toEqual(NODES);
});

test('columns come back from a page, and stand one below the other in Markdown', () => {
  expect(readHtml(writeHtml('Titre', NODES, () => null))).toEqual(NODES);
  const markdown = writeMarkdown({ title: 'Titre', nodes: [TWO, line('après')] });
  expect(markdown).toBe('# Titre\n\ngauche\n\n- point\n\ndroite\n\naprès\n');
});

test('a table of a word processor with a style, a head, lines of its cells, two rows or four cells is none', () => {
  const bytes = unzipSync(docx([TWO]));
  const withBody = (change: (xml: string) => string) => {
    const xml = change(strFromU8(bytes['word/document.xml'] ?? new Uint8Array()));
    const files = { ...bytes, 'word/document.xml': new TextEncoder().encode(xml) };
    return readDocx(zipSync(files)).map(({ type }) => type);
  };
  const properties = '<w:tblPr>';
  const none = '<w:tblBorders><w:top w:val="nil"/><w:insideV w:val="none"/></w:tblBorders>';
  expect(withBody((xml) => xml.replace(properties, `${properties}${none}`))).toContain('columns');
  for (const change of [
    (xml: string) => xml.replace(properties, `${properties}<w:tblStyle w:val="TableGrid"/>`),
    (xml: string) =>
      xml.replace(properties, `${properties}<w:tblBorders><w:top w:val="single"/></w:tblBorders>`),
    (xml: string) => xml.replace('<w:tcPr>', '<w:tcPr><w:tcBorders><w:left w:val="single"/></w:tcBorders>'),
    (xml: string) => xml.replace('<w:tr>', '<w:tr><w:trPr><w:tblHeader/></w:trPr>'),
    (xml: string) => xml.replace(/<w:tr>.*<\/w:tr>/, '$&$&'),
    (xml: string) => xml.replace(/(<w:tr>)(.*)(<\/w:tr>)/, '$1$2$2$3'),
  ]) {
    expect(withBody(change)).toContain('table');
    expect(withBody(change)).not.toContain('columns');
  }
});

test('columns within columns, a list or a table are what they hold: no lesson has such', () => {
  const inside = (html: string) => readHtml(html);
  const two = '<div data-columns><div data-column><p>a</p></div><div data-column><p>b</p></div></div>';
  const nested = two.replace('<p>a</p>', two);
  expect(inside(nested)).toEqual([columns([line('a'), line('b')], [line('b')])]);
  expect(inside(`<blockquote>${two}</blockquote>`)).toEqual([
    { type: 'blockquote', content: [line('a'), line('b')] },
  ]);
  expect(JSON.stringify(inside(`<table><tr><td>${two}</td></tr></table>`))).not.toContain('column"');
  const inTable: RichNode = {
    ...TABLE,
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [TWO] }] }],
  };
  expect(JSON.stringify(readDocx(docx([inTable])))).not.toContain('columns');
});

test('one column, or more than three, are texts one below the other, whatever a page says', () => {
  const of = (count: number) =>
    readHtml(`<div data-columns>${'<div data-column><p>x</p></div>'.repeat(count)}</div>`).map(
      ({ type }) => type,
    );
  expect([of(1), of(4)]).toEqual([['paragraph'], Array(4).fill('paragraph')]);
  expect(readHtml('<div data-columns><p>a</p><div data-column>b</div></div>')).toEqual([
    line('a'),
    line('b'),
  ]);
});
