import { strToU8, type Zippable, zipSync } from 'fflate';
import type { CopyPart, StudentCopy } from './copy.ts';

/** Standing still, as all dates inside generated files. */
const MADE_AT = new Date(2026, 8, 1, 10);

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const ODT_TYPE = 'application/vnd.oasis.opendocument.text';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** The copy as a minimal .docx: three parts in a zip. */
export function writeDocx(copy: StudentCopy): Uint8Array {
  const run = (text: string, isBold: boolean) =>
    `<w:r>${isBold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  const paragraph = (text: string, isBold = false) => `<w:p>${run(text, isBold)}</w:p>`;
  const cell = (text: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="1100" w:type="dxa"/></w:tcPr>${paragraph(text)}</w:tc>`;
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const borders = edges
    .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  const table = (rows: readonly (readonly string[])[]) =>
    `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${rows[0]
      ?.map(() => '<w:gridCol w:w="1100"/>')
      .join(
        '',
      )}</w:tblGrid>${rows.map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
  const body = textParts(copy).map((part) => {
    if (part.kind === 'table') return table(part.rows);
    return paragraph(part.text, part.kind === 'heading');
  });
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';
  return zip({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${DOCX_TYPE}"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${XML}<w:document xmlns:w="${WORD}"><w:body>${body.join('')}${page}</w:body></w:document>`,
  });
}

/** The copy as a minimal .odt. Its `mimetype` comes first and unpacked, as the format demands. */
export function writeOdt(copy: StudentCopy): Uint8Array {
  const namespaces = ['office', 'text', 'table', 'style']
    .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ');
  const paragraph = (text: string) => `<text:p>${escapeXml(text)}</text:p>`;
  const heading = (text: string) => `<text:h text:outline-level="2">${escapeXml(text)}</text:h>`;
  const cell = (text: string) =>
    `<table:table-cell office:value-type="string">${paragraph(text)}</table:table-cell>`;
  const body = textParts(copy).map((part) => {
    if (part.kind === 'heading') return heading(part.text);
    if (part.kind === 'paragraph') return paragraph(part.text);
    const rows = part.rows.map((cells) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`);
    const columns = part.rows[0]?.length ?? 1;
    return `<table:table table:name="Mesures"><table:table-column table:number-columns-repeated="${columns}"/>${rows.join('')}</table:table>`;
  });
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return zip({
    mimetype: ODT_TYPE,
    'META-INF/manifest.xml': `${XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">${entry('/', ODT_TYPE)}${entry('content.xml', 'text/xml')}</manifest:manifest>`,
    'content.xml': `${XML}<office:document-content ${namespaces} office:version="1.2"><office:body><office:text>${body.join('')}</office:text></office:body></office:document-content>`,
  });
}

/** The copy as plain text. */
export function writeText(copy: StudentCopy): Uint8Array {
  const lines = textParts(copy).flatMap((part) => {
    if (part.kind === 'table') return [...part.rows.map((cells) => cells.join('\t')), ''];
    return part.kind === 'heading' ? [part.text] : [part.text, ''];
  });
  return strToU8(`${lines.join('\r\n')}\r\n`);
}

type TextPart = Extract<CopyPart, { kind: 'heading' | 'paragraph' | 'table' }>;

/** What survives without figures, under the student's name. */
function textParts(copy: StudentCopy): TextPart[] {
  const name = `${copy.student.firstName} ${copy.student.lastName}, ${copy.className}`;
  const parts = copy.parts.filter((part): part is TextPart => part.kind !== 'graph' && part.kind !== 'rays');
  return [{ kind: 'paragraph', text: name }, { kind: 'heading', text: copy.title }, ...parts];
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const packed: Zippable = {};
  for (const [name, text] of Object.entries(files)) {
    packed[name] = [strToU8(text), { mtime: MADE_AT, level: name === 'mimetype' ? 0 : 9 }];
  }
  return zipSync(packed);
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
