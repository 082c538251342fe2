import { escapeXml } from '../tables/escape-xml.ts';
import { mathmlToOmml } from './omml.ts';
import { lettersOf, type RichMark, type RichNode } from './rich-text.ts';
import { ticked } from './ticked.ts';
import { altOf, type TextToWrite, type WrittenPicture } from './written-text.ts';
import { childOf, readXmlTree } from './xml-tree.ts';

interface Relation {
  readonly id: string;
  readonly kind: 'hyperlink' | 'image';
  readonly target: string;
}

/** English Metric Units a pixel of a screen of 96 to the inch. */
const EMU = 9525;
/** Between the margins of an A4 page. */
const MOST_WIDTH = 6_120_000;
/** The list of points. */
const POINTS = 1;
/** The same, in twentieths of a point. */
const PAGE_WIDTH = 9638;

/** What a paragraph is in. */
interface Place {
  readonly style?: string;
  readonly list?: { readonly number: number; readonly depth: number };
}

/** Writes blocks as paragraphs and tables of WordprocessingML, and remembers what they refer to. */
export class DocxWriter {
  readonly relations: Relation[] = [];
  readonly media: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  numberedLists = 0;
  readonly #pictures: TextToWrite['pictures'];
  readonly #imageIds = new Map<string, string>();
  #drawings = 0;

  constructor(pictures: TextToWrite['pictures']) {
    this.#pictures = pictures;
  }

  block(node: RichNode, place: Place = {}): string {
    const inside = node.content ?? [];
    switch (node.type) {
      case 'heading':
        return this.#paragraph(inside, { ...place, style: `Heading${Number(node.attrs?.level ?? 1)}` });
      case 'bulletList':
      case 'orderedList':
        return this.#list(node, place);
      case 'taskList':
        return this.block({ type: 'bulletList', content: inside.map(ticked) }, place);
      case 'callout':
      case 'blockquote':
        return inside.map((child) => this.block(child, { ...place, style: 'Quote' })).join('');
      case 'codeBlock':
        return lettersOf(inside)
          .split('\n')
          .map((text) => this.#paragraph([{ type: 'text', text }], { ...place, style: 'HTMLPreformatted' }))
          .join('');
      case 'horizontalRule':
        return '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr></w:pPr></w:p>';
      case 'pageBreak':
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
      case 'table':
        return this.#table(node);
      case 'columns':
        return this.#columns(node);
      case 'paragraph':
        return this.#paragraph(inside, place);
      default:
        // What a newer version wrote: its words.
        return this.#paragraph([{ type: 'text', text: lettersOf(inside) }], place);
    }
  }

  #paragraph(content: readonly RichNode[], { style, list }: Place): string {
    const properties = [
      style === undefined ? '' : `<w:pStyle w:val="${style}"/>`,
      list === undefined
        ? ''
        : `<w:numPr><w:ilvl w:val="${Math.min(8, list.depth)}"/><w:numId w:val="${list.number}"/></w:numPr>`,
    ].join('');
    const head = properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`;
    return `<w:p>${head}${content.map((node) => this.#inline(node)).join('')}</w:p>`;
  }

  /** An item's first paragraph has the marker; what follows in it is written below, without one. */
  #list(node: RichNode, { list }: Place): string {
    const depth = list === undefined ? 0 : list.depth + 1;
    let number = POINTS;
    if (node.type === 'orderedList') {
      this.numberedLists += 1;
      number = this.numberedLists + 1;
    }
    return (node.content ?? [])
      .map(({ content = [] }) =>
        content
          .map((child, index) => {
            const isList = child.type === 'bulletList' || child.type === 'orderedList';
            const style = depth === 0 ? 'ListContinue' : `ListContinue${Math.min(5, depth + 1)}`;
            return this.block(child, index === 0 || isList ? { list: { number, depth } } : { style });
          })
          .join(''),
      )
      .join('');
  }

  #table({ content: rows = [] }: RichNode): string {
    const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`;
    const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('');
    const grid = gridOf(rows);
    const columns = Math.max(1, ...grid.map(({ length }) => length));
    const width = Math.floor(PAGE_WIDTH / columns);
    const lines = grid.map((line, index) => {
      const isHead = rows[index]?.content?.every(({ type }) => type === 'tableHeader') ?? false;
      const head = isHead ? '<w:trPr><w:tblHeader/></w:trPr>' : '';
      return `<w:tr>${head}${line.map((cell) => this.#cell(cell, width)).join('')}</w:tr>`;
    });
    return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(columns)}</w:tblGrid>${lines.join('')}</w:tbl>`;
  }

  /** A table of one row without a line around its cells, which is read back as columns. */
  #columns({ content: columns = [] }: RichNode): string {
    const width = Math.floor(PAGE_WIDTH / Math.max(1, columns.length));
    const cells = columns.map((node) =>
      this.#cell({ node, colspan: 1, rowspan: 1, isContinued: false }, width),
    );
    const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns.length);
    return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid><w:tr>${cells.join('')}</w:tr></w:tbl>`;
  }

  #cell(cell: GridCell | null, width: number): string {
    if (cell === null) return '';
    const { node, colspan, isContinued, rowspan } = cell;
    const span = colspan > 1 ? `<w:gridSpan w:val="${colspan}"/>` : '';
    const merge = isContinued ? '<w:vMerge/>' : rowspan > 1 ? '<w:vMerge w:val="restart"/>' : '';
    const content = node.content ?? [];
    const inside = isContinued ? '<w:p/>' : content.map((child) => this.block(child)).join('');
    // A cell ends with a paragraph (17.4.65).
    const end = !isContinued && content.at(-1)?.type === 'table' ? '<w:p/>' : '';
    return `<w:tc><w:tcPr><w:tcW w:w="${width * colspan}" w:type="dxa"/>${span}${merge}</w:tcPr>${inside === '' ? '<w:p/>' : inside}${end}</w:tc>`;
  }

  #inline(node: RichNode): string {
    if (node.type === 'hardBreak') return '<w:r><w:br/></w:r>';
    if (node.type === 'formula') return formulaXml(String(node.attrs?.mathml ?? ''));
    if (node.type === 'image') return this.#image(node);
    const { text = '', marks = [] } = node;
    const run = `<w:r>${runProperties(marks)}${lettersXml(text)}</w:r>`;
    const href = marks.find(({ type }) => type === 'link')?.attrs?.href;
    return href === undefined
      ? run
      : `<w:hyperlink r:id="${this.#relate('hyperlink', href)}">${run}</w:hyperlink>`;
  }

  #image(node: RichNode): string {
    const sha256 = String(node.attrs?.sha256 ?? '');
    const picture = this.#pictures.get(sha256);
    if (picture === undefined) return `<w:r>${lettersXml(altOf(node))}</w:r>`;
    const id = this.#imageIds.get(sha256) ?? this.#keep(sha256, picture);
    this.#drawings += 1;
    const { cx, cy } = sizeOf(picture);
    const alt = escapeXml(altOf(node)).replaceAll('"', '&quot;');
    const extent = `cx="${cx}" cy="${cy}"`;
    return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr id="${this.#drawings}" name="Image ${this.#drawings}" descr="${alt}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${this.#drawings}" name="Image ${this.#drawings}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
  }

  #keep(sha256: string, { bytes, mediaType }: WrittenPicture): string {
    const extension = mediaType === 'image/jpeg' ? 'jpg' : (mediaType.split('/').at(-1) ?? 'png');
    const name = `image${this.media.length + 1}.${extension}`;
    this.media.push({ name, bytes });
    const id = this.#relate('image', `media/${name}`);
    this.#imageIds.set(sha256, id);
    return id;
  }

  #relate(kind: Relation['kind'], target: string): string {
    const known = this.relations.find((one) => one.kind === kind && one.target === target);
    if (known !== undefined) return known.id;
    const id = `rId${this.relations.length + 1}`;
    this.relations.push({ id, kind, target });
    return id;
  }
}

const MARK_XML: Readonly<Record<string, string>> = {
  code: '<w:rStyle w:val="HTMLCode"/>',
  link: '<w:rStyle w:val="Hyperlink"/>',
  bold: '<w:b/>',
  italic: '<w:i/>',
  strike: '<w:strike/>',
  underline: '<w:u w:val="single"/>',
  subscript: '<w:vertAlign w:val="subscript"/>',
  superscript: '<w:vertAlign w:val="superscript"/>',
};

/** In the order of the schema (17.3.2.28). */
function runProperties(marks: readonly RichMark[]): string {
  const has = new Set(marks.map(({ type }) => type));
  const inside = Object.entries(MARK_XML).map(([type, xml]) => (has.has(type) ? xml : ''));
  return marks.length === 0 ? '' : `<w:rPr>${inside.join('')}</w:rPr>`;
}

function lettersXml(text: string): string {
  return text
    .split(/([\t\n])/)
    .map((part) => {
      if (part === '\t') return '<w:tab/>';
      if (part === '\n') return '<w:br/>';
      return part === '' ? '' : `<w:t xml:space="preserve">${escapeXml(part)}</w:t>`;
    })
    .join('');
}

function formulaXml(mathml: string): string {
  const math = childOf(readXmlTree(mathml), 'math');
  return math === undefined ? '' : mathmlToOmml(math);
}

function sizeOf({ width, height }: WrittenPicture): { cx: number; cy: number } {
  const [wide, high] = [Math.max(1, width) * EMU, Math.max(1, height) * EMU];
  const scale = Math.min(1, MOST_WIDTH / wide);
  return { cx: Math.round(wide * scale), cy: Math.round(high * scale) };
}

interface GridCell {
  readonly node: RichNode;
  readonly colspan: number;
  readonly rowspan: number;
  /** The same cell, in a row below its first. */
  readonly isContinued: boolean;
}

/** The cells of each row with those that reach down into it, at their columns; null where another one stands. */
function gridOf(rows: readonly RichNode[]): (GridCell | null)[][] {
  const grid: (GridCell | null)[][] = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    let column = 0;
    for (const node of row.content ?? []) {
      while (grid[at]?.[column] !== undefined) column += 1;
      const colspan = Number(node.attrs?.colspan ?? 1);
      const rowspan = Number(node.attrs?.rowspan ?? 1);
      for (let down = 0; down < rowspan && at + down < rows.length; down += 1)
        for (let right = 0; right < colspan; right += 1)
          (grid[at + down] as (GridCell | null)[])[column + right] =
            right === 0 ? { node, colspan, rowspan, isContinued: down > 0 } : null;
      column += colspan;
    }
  }
  return grid;
}
