import { strToU8, zipSync } from 'fflate';
import { escapeXml, XML_HEAD } from '../tables/escape-xml.ts';
import { contentTypes, numberingXml, SETTINGS_RELATION, STYLES } from './docx-parts.ts';
import { DocxWriter } from './docx-writer.ts';
import { outgoing } from './outgoing.ts';
import type { TextToWrite } from './written-text.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const A4 =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';

/** Writes a lesson as a DOCX file (ECMA-376, part 1): its title, then its text with pictures and formulas in Office's own form. */
export function writeDocx(text: TextToWrite): Uint8Array {
  const writer = new DocxWriter(text.pictures);
  const title = `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">${escapeXml(text.title)}</w:t></w:r></w:p>`;
  const body = outgoing(text.nodes)
    .map((node) => writer.block(node))
    .join('');
  const names = `xmlns:w="${WORD}" xmlns:r="${OFFICE}/relationships" xmlns:m="${OFFICE}/math" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:a="${DRAWING}/main" xmlns:pic="${DRAWING}/picture"`;
  const relations = writer.relations.map(
    ({ id, kind, target }) =>
      `<Relationship Id="${id}" Type="${OFFICE}/relationships/${kind}" Target="${escapeAttribute(target)}"${kind === 'hyperlink' ? ' TargetMode="External"' : ''}/>`,
  );
  const types = [...new Set(writer.media.map(({ name }) => name.split('.').at(-1) ?? ''))].map(
    (extension) =>
      `<Default Extension="${extension}" ContentType="image/${extension === 'jpg' ? 'jpeg' : extension}"/>`,
  );
  return zipSync({
    '[Content_Types].xml': strToU8(`${XML_HEAD}${contentTypes(types.join(''))}`),
    '_rels/.rels': strToU8(
      `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(
      `${XML_HEAD}<w:document ${names}><w:body>${title}${body}${A4}</w:body></w:document>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${SETTINGS_RELATION}${relations.join('')}</Relationships>`,
    ),
    'word/styles.xml': strToU8(`${XML_HEAD}${STYLES}`),
    'word/numbering.xml': strToU8(`${XML_HEAD}${numberingXml(writer.numberedLists)}`),
    ...Object.fromEntries(writer.media.map(({ name, bytes }) => [`word/media/${name}`, bytes])),
  });
}

export function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('"', '&quot;');
}
