import { columnsAtTop, inColumns } from './columns.ts';
import { readHtmlTree } from './html-tree.ts';
import { writeMathml } from './mathml.ts';
import { PictureBox } from './picture-box.ts';
import {
  heading,
  joinRuns,
  lettersOf,
  linkMark,
  paragraph,
  type ReadText,
  type RichMark,
  type RichNode,
  textNode,
  withMark,
} from './rich-text.ts';
import { spanOf, tableCell } from './table-cell.ts';
import { elementsOf, lettersIn, type XmlNode } from './xml-tree.ts';

const MARKS = new Map(
  Object.entries({
    b: 'bold',
    strong: 'bold',
    i: 'italic',
    em: 'italic',
    cite: 'italic',
    u: 'underline',
    ins: 'underline',
    s: 'strike',
    del: 'strike',
    strike: 'strike',
    code: 'code',
    kbd: 'code',
    samp: 'code',
    tt: 'code',
    sub: 'subscript',
    sup: 'superscript',
  }),
);
const LEFT_OUT = new Set([
  'head',
  'svg',
  'object',
  'video',
  'audio',
  'canvas',
  'button',
  'select',
  'input',
  'nav',
]);
const HOLDERS =
  /^(?:|html|body|div|section|article|header|footer|main|aside|figure|figcaption|form|address|center|dl|dt|dd|details|summary|fieldset)$/;

/** Where a picture that a page names may be; null: it is not kept. Only what travels with the page ever is. */
export type FindPicture = (address: string, pictures: PictureBox) => string | null;

/**
 * Reads a page as a lesson's text, reduced to what a lesson is made of. Scripts, styles, forms and frames are left out;
 * no address of it is asked for anything.
 *
 * @throws CartableError `writing/too-long`
 */
export function readHtml(html: string, findPicture: FindPicture = inlinePicture): ReadText {
  const pictures = new PictureBox();
  const reader = new HtmlReader((address) => findPicture(address, pictures));
  return { nodes: columnsAtTop(reader.blocksOf(readHtmlTree(html))), pictures: pictures.all };
}

/** A picture that is written into the page itself. */
export function inlinePicture(address: string, pictures: PictureBox): string | null {
  const match = /^data:image\/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)$/.exec(address);
  if (match === null) return null;
  const [, kind = '', base64 = ''] = match;
  const extension = kind === 'jpeg' ? 'jpg' : kind;
  return pictures.put(`image.${extension}`, Buffer.from(base64, 'base64'));
}

class HtmlReader {
  readonly #pictureOf: (address: string) => string | null;

  constructor(pictureOf: (address: string) => string | null) {
    this.#pictureOf = pictureOf;
  }

  /** Letters that stand between blocks are paragraphs too. */
  blocksOf(holder: XmlNode, marks: readonly RichMark[] = []): RichNode[] {
    const blocks: RichNode[] = [];
    let line: RichNode[] = [];
    const endLine = () => {
      const content = trimmed(joinRuns(line));
      if (content.length > 0) blocks.push(paragraph(content));
      line = [];
    };
    for (const child of holder.children) {
      const block = typeof child === 'string' ? null : this.#blocksOfElement(child, marks);
      if (block === null) line.push(...this.#inlineOf(child, marks));
      else {
        endLine();
        blocks.push(...block);
      }
    }
    endLine();
    return blocks;
  }

  /** Null: it is a part of a line. */
  #blocksOfElement(node: XmlNode, marks: readonly RichMark[]): RichNode[] | null {
    const { name } = node;
    if (LEFT_OUT.has(name)) return [];
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level !== undefined) {
      const content = trimmed(joinRuns(this.#inside(node, [])));
      return content.length === 0 ? [] : [heading(Number(level), content)];
    }
    if (node.attributes['data-columns'] !== undefined) return this.#columnsOf(node, marks);
    if (name === 'p' || HOLDERS.test(name)) return this.blocksOf(node, marks);
    if (name === 'ul' || name === 'ol' || name === 'menu') return this.#listOf(node, marks);
    if (name === 'blockquote') return quoted(this.blocksOf(node, marks));
    if (name === 'pre') {
      const text = lettersIn(node).replace(/^\n|\n$/g, '');
      return [{ type: 'codeBlock', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) }];
    }
    if (name === 'hr') return [{ type: 'horizontalRule' }];
    if (name === 'table') return this.#tableOf(node);
    // A mark around blocks, which HTML allows: it is around what they hold.
    const hasBlocks = elementsOf(node).some((child) => this.#isBlock(child));
    return hasBlocks && name !== 'math' ? this.blocksOf(node, this.#with(node, marks)) : null;
  }

  #isBlock({ name }: XmlNode): boolean {
    return /^(?:p|h[1-6]|ul|ol|blockquote|pre|hr|table)$/.test(name) || (name !== '' && HOLDERS.test(name));
  }

  #columnsOf(node: XmlNode, marks: readonly RichMark[]): RichNode[] {
    const columns = elementsOf(node).filter(({ attributes }) => attributes['data-column'] !== undefined);
    if (columns.length !== elementsOf(node).length) return this.blocksOf({ ...node, attributes: {} }, marks);
    return inColumns(columns.map((column) => this.blocksOf(column, marks)));
  }

  #listOf(node: XmlNode, marks: readonly RichMark[]): RichNode[] {
    const items = elementsOf(node)
      .map((child) =>
        child.name === 'li'
          ? this.blocksOf(child, marks)
          : this.blocksOf({ ...node, name: '', children: [child] }, marks),
      )
      .filter((blocks) => blocks.length > 0)
      .map((blocks): RichNode => {
        const content = blocks[0]?.type === 'paragraph' ? blocks : [paragraph([]), ...blocks];
        return { type: 'listItem', content };
      });
    const type = node.name === 'ol' ? 'orderedList' : 'bulletList';
    return items.length === 0 ? [] : [{ type, content: items }];
  }

  #tableOf(table: XmlNode): RichNode[] {
    const rowsOf = (node: XmlNode): XmlNode[] =>
      elementsOf(node).flatMap((child) =>
        child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.name) ? rowsOf(child) : [],
      );
    const rows = rowsOf(table).flatMap((row): RichNode[] => {
      const cells = elementsOf(row).filter(({ name }) => name === 'td' || name === 'th');
      const content = cells.map((cell) =>
        tableCell(this.blocksOf(cell), {
          colspan: spanOf(cell.attributes.colspan),
          rowspan: spanOf(cell.attributes.rowspan),
          isHead: cell.name === 'th',
        }),
      );
      return content.length === 0 ? [] : [{ type: 'tableRow', content }];
    });
    return rows.length === 0 ? [] : [{ type: 'table', content: rows }];
  }

  #inside({ children }: XmlNode, marks: readonly RichMark[]): RichNode[] {
    return children.flatMap((child) => this.#inlineOf(child, marks));
  }

  #inlineOf(child: XmlNode | string, marks: readonly RichMark[]): RichNode[] {
    if (typeof child === 'string') return textNode(child.replace(/[ \t\r\n\f]+/g, ' '), marks);
    const { name, attributes } = child;
    if (LEFT_OUT.has(name)) return [];
    if (name === 'br') return [{ type: 'hardBreak' }];
    if (name === 'math') return [{ type: 'formula', attrs: { mathml: writeMathml(child) } }];
    if (name !== 'img') return this.#inside(child, this.#with(child, marks));
    const file = this.#pictureOf(attributes.src ?? '');
    const alt = (attributes.alt ?? '').trim();
    if (file === null) return textNode(alt, marks);
    return [{ type: 'image', attrs: { file, ...(alt === '' ? {} : { alt }) } }];
  }

  #with({ name, attributes }: XmlNode, marks: readonly RichMark[]): readonly RichMark[] {
    const type = MARKS.get(name);
    if (type === 'code') return [{ type }];
    if (type !== undefined) return withMark(marks, { type });
    const link = name === 'a' ? linkMark(attributes.href ?? '') : null;
    return link === null ? marks : withMark(marks, link);
  }
}

function quoted(blocks: readonly RichNode[]): RichNode[] {
  return blocks.length === 0 ? [] : [{ type: 'blockquote', content: blocks }];
}

/** Without the spaces at the ends of a line. */
function trimmed(runs: readonly RichNode[]): RichNode[] {
  const kept = [...runs];
  while (kept[0]?.type === 'hardBreak') kept.shift();
  while (kept.at(-1)?.type === 'hardBreak') kept.pop();
  const cut = (at: number, change: (text: string) => string) => {
    const run = kept.at(at);
    if (run?.type !== 'text') return;
    const text = change(run.text ?? '');
    kept.splice(at < 0 ? kept.length - 1 : at, 1, ...(text === '' ? [] : [{ ...run, text }]));
  };
  cut(0, (text) => text.replace(/^[ \n]+/, ''));
  cut(-1, (text) => text.replace(/[ \n]+$/, ''));
  return lettersOf(kept) === '' && kept.every(({ type }) => type === 'text') ? [] : kept;
}
