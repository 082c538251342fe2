/** Office files made for tests, laid out as Word, PowerPoint, Excel and LibreOffice do. */
import { strToU8, type Zippable, zipSync } from 'fflate';

export type Members = Readonly<Record<string, string | Uint8Array>>;

const MODIFIED_AT = new Date(2026, 8, 1, 10, 0, 0);

/** An archive of these members, in their order; pictures are stored, as programs do. */
export function zipOf(members: Members, stored: RegExp = /\.(jpe?g|png|zip)$/): Buffer {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(members)) {
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    files[name] = [bytes, { level: name === 'mimetype' || stored.test(name) ? 0 : 6, mtime: MODIFIED_AT }];
  }
  return Buffer.from(zipSync(files));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';

/** A picture in a document: shown 10 cm wide, or as said. */
export interface Placed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly widthCm?: number;
  /** Thousandths of a percent taken from the left. */
  readonly cropLeft?: number;
}

export function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${type.includes('://') ? type : `${RELATIONSHIPS}/${type}`}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

export function contentTypes(main: string, type: string): string {
  const defaults = {
    rels: 'application/vnd.openxmlformats-package.relationships+xml',
    xml: 'application/xml',
    png: 'image/png',
    jpeg: 'image/jpeg',
  };
  const lines = Object.entries(defaults).map(
    ([extension, one]) => `<Default Extension="${extension}" ContentType="${one}"/>`,
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types">${lines.join('')}<Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;
}

function emu(cm: number): number {
  return Math.round(cm * 360_000);
}

function pictureOf(prefix: string, id: string, { widthCm = 10, cropLeft }: Placed): string {
  const crop = cropLeft === undefined ? '' : `<a:srcRect l="${cropLeft}"/>`;
  const extent = `cx="${emu(widthCm)}" cy="${emu(widthCm * 0.75)}"`;
  return `<${prefix}:pic><${prefix}:blipFill><a:blip r:embed="${id}"/>${crop}<a:stretch/></${prefix}:blipFill><${prefix}:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm></${prefix}:spPr></${prefix}:pic>`;
}

export const NAMESPACES = `xmlns:w="${WORDS}" xmlns:r="${RELATIONSHIPS}" xmlns:a="${DRAWING}/main" xmlns:pic="${DRAWING}/picture" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`;

/** The members of a Word file with a line of text, these pictures, an author and a thumbnail. */
export function wordMembers(
  pictures: readonly Placed[],
  thumbnail?: Uint8Array,
): Record<string, string | Uint8Array> {
  const drawings = pictures.map((picture, index) => {
    const extent = `<wp:extent cx="${emu(picture.widthCm ?? 10)}" cy="${emu((picture.widthCm ?? 10) * 0.75)}"/>`;
    return `<w:p><w:r><w:drawing><wp:inline>${extent}<a:graphic><a:graphicData>${pictureOf('pic', `rId${index + 1}`, picture)}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  });
  return {
    '[Content_Types].xml': contentTypes('word/document.xml', 'wordprocessingml.document'),
    '_rels/.rels': relationships([
      ['officeDocument', 'word/document.xml'],
      ...(thumbnail
        ? [[`${PACKAGE}/relationships/metadata/thumbnail`, 'docProps/thumbnail.jpeg'] as const]
        : []),
    ]),
    'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Mme Martin</dc:creator></cp:coreProperties>`,
    ...(thumbnail ? { 'docProps/thumbnail.jpeg': thumbnail } : {}),
    'word/document.xml': `${XML}<w:document ${NAMESPACES}><w:body><w:p><w:r><w:t>Les élèves dessinent la cellule &amp; son noyau.</w:t></w:r></w:p>${drawings.join('')}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships(pictures.map(({ name }) => ['image', `media/${name}`])),
    ...Object.fromEntries(pictures.map(({ name, bytes }) => [`word/media/${name}`, bytes])),
  };
}

/** A presentation of one slide, 13.333 inches wide. */
export function slideMembers(pictures: readonly Placed[]): Record<string, string | Uint8Array> {
  const shapes = pictures.map((picture, index) => pictureOf('p', `rId${index + 1}`, picture)).join('');
  return {
    '[Content_Types].xml': contentTypes('ppt/presentation.xml', 'presentationml.presentation'),
    '_rels/.rels': relationships([['officeDocument', 'ppt/presentation.xml']]),
    'ppt/presentation.xml': `${XML}<p:presentation ${NAMESPACES}><p:sldSz cx="12192000" cy="6858000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships([['slide', 'slides/slide1.xml']]),
    'ppt/slides/slide1.xml': `${XML}<p:sld ${NAMESPACES}><p:cSld><p:spTree><p:grpSpPr/>${shapes}</p:spTree></p:cSld></p:sld>`,
    'ppt/slides/_rels/slide1.xml.rels': relationships(
      pictures.map(({ name }) => ['image', `../media/${name}`]),
    ),
    ...Object.fromEntries(pictures.map(({ name, bytes }) => [`ppt/media/${name}`, bytes])),
  };
}

/** A workbook with a picture on a sheet. */
export function sheetMembers({ name, bytes }: Placed): Record<string, string | Uint8Array> {
  return {
    '[Content_Types].xml': contentTypes('xl/workbook.xml', 'spreadsheetml.sheet'),
    '_rels/.rels': relationships([['officeDocument', '/xl/workbook.xml']]),
    'xl/workbook.xml': `${XML}<workbook/>`,
    'xl/drawings/drawing1.xml': `${XML}<xdr:wsDr ${NAMESPACES} xmlns:xdr="x">${pictureOf('xdr', 'rId1', { name, bytes })}</xdr:wsDr>`,
    'xl/drawings/_rels/drawing1.xml.rels': relationships([['image', `/xl/media/${name}`]]),
    [`xl/media/${name}`]: bytes,
  };
}

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';
const ODF_NAMESPACES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"';

/** A LibreOffice file of this type (`text`, `presentation`, `spreadsheet`). */
export function openDocumentMembers(
  type: string,
  pictures: readonly Placed[],
  thumbnail?: Uint8Array,
): Record<string, string | Uint8Array> {
  const frames = pictures.map(({ name, widthCm = 10 }) => {
    const mime = name.endsWith('png') ? 'image/png' : 'image/jpeg';
    return `<draw:frame svg:width="${widthCm}cm" svg:height="${widthCm * 0.75}cm"><draw:image xlink:href="Pictures/${name}" xlink:type="simple" draw:mime-type="${mime}"/></draw:frame>`;
  });
  const files = [
    ['/', `${OPEN_DOCUMENT}.${type}`],
    ['content.xml', 'text/xml'],
    ...(thumbnail ? [['Thumbnails/thumbnail.png', 'image/png']] : []),
    ...pictures.map(({ name }) => [`Pictures/${name}`, name.endsWith('png') ? 'image/png' : 'image/jpeg']),
  ];
  const entries = files.map(
    ([path, media]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${media}"/>`,
  );
  return {
    mimetype: `${OPEN_DOCUMENT}.${type}`,
    'content.xml': `${XML}<office:document-content ${ODF_NAMESPACES}><office:body><text:p>Les élèves dessinent.</text:p>${frames.join('')}</office:body></office:document-content>`,
    ...Object.fromEntries(pictures.map(({ name, bytes }) => [`Pictures/${name}`, bytes])),
    ...(thumbnail ? { 'Thumbnails/thumbnail.png': thumbnail } : {}),
    'META-INF/manifest.xml': `${XML}<manifest:manifest ${ODF_NAMESPACES}>${entries.join('')}</manifest:manifest>`,
  };
}
