import { marksOfProperties } from '../texts/odt-styles.ts';
import { writeMathml } from './mathml.ts';
import { openPackage, type PackageFiles } from './package-files.ts';
import { PictureBox } from './picture-box.ts';
import { type Piece, together } from './pieces.ts';
import { isLocked, notAText } from './refusals.ts';
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
import { childOf, elementsOf, findFirst, lettersIn, readXmlTree, type XmlNode } from './xml-tree.ts';

const MOST_SPACES = 100;
const PASSED_OVER = new Set(['tracked-changes', 'note', 'annotation', 'annotation-end', 'sequence-decls']);

/**
 * Reads an ODT file (OpenDocument 1.3, part 3) as a lesson's text: headings, lists, tables, pictures, links, formulas.
 *
 * @throws CartableError `writing/not-a-text`, `writing/too-long`, `writing/locked`
 */
export function readOdt(bytes: Buffer): ReadText {
  const files = openPackage(bytes);
  // A locked text has its parts as noise: its manifest says so.
  if (/<manifest:encryption-data/.test(files.textOf('META-INF/manifest.xml') ?? '')) throw isLocked();
  const content = files.textOf('content.xml');
  if (content === null) throw notAText();

  const root = childOf(readXmlTree(content), 'document-content');
  const body = childOf(childOf(root, 'body'), 'text');
  if (root === undefined || body === undefined) throw notAText();
  const styles = childOf(readXmlTree(files.textOf('styles.xml') ?? '<none/>'), 'document-styles');
  const reader = new OdtBody(files, [childOf(styles, 'styles'), childOf(root, 'automatic-styles')]);
  return { nodes: reader.blocksOf(body), pictures: reader.pictures.all };
}

class OdtBody {
  readonly pictures = new PictureBox();
  readonly #files: PackageFiles;
  readonly #marks = new Map<string, readonly string[]>();
  readonly #parents = new Map<string, string>();
  readonly #numbered = new Map<string, Set<number>>();
  readonly #rules = new Set<string>();
  #boxes: XmlNode[] = [];
  #lists = 0;

  constructor(files: PackageFiles, styles: readonly (XmlNode | undefined)[]) {
    this.#files = files;
    for (const holder of styles)
      for (const style of holder === undefined ? [] : elementsOf(holder)) this.#readStyle(style);
  }

  blocksOf(holder: XmlNode): RichNode[] {
    return together(elementsOf(holder).flatMap((child) => this.#piecesOf(child)));
  }

  #readStyle(style: XmlNode): void {
    const { name = '' } = style.attributes;
    this.#parents.set(name, style.attributes['parent-style-name'] ?? '');
    const border = childOf(style, 'paragraph-properties')?.attributes['border-bottom'] ?? 'none';
    if (border !== 'none' || name === 'Horizontal_20_Line') this.#rules.add(name);
    const properties = childOf(style, 'text-properties');
    if (properties !== undefined) this.#marks.set(name, [...marksOfProperties(properties.attributes)]);
    if (style.name !== 'list-style') return;
    const numbered = elementsOf(style).filter((level) => level.name === 'list-level-style-number');
    this.#numbered.set(name, new Set(numbered.map(({ attributes }) => Number(attributes.level) - 1)));
  }

  #piecesOf(node: XmlNode): Piece[] {
    if (PASSED_OVER.has(node.name)) return [];
    switch (node.name) {
      case 'h':
      case 'p':
        return this.#paragraphOf(node);
      case 'list':
        return this.#listOf(node);
      case 'table':
        return [{ kind: 'block', node: this.#tableOf(node) }];
      case 'section':
      case 'index-body':
        return elementsOf(node).flatMap((child) => this.#piecesOf(child));
      default:
        return [];
    }
  }

  #paragraphOf(node: XmlNode): Piece[] {
    const style = node.attributes['style-name'] ?? '';
    const content = joinRuns(this.#inside(node, this.#with([], node.name === 'h' ? '' : style)));
    const boxes = this.#boxes
      .splice(0)
      .flatMap((box) => this.blocksOf(box))
      .map((box): Piece => ({ kind: 'block', node: box }));
    if (node.name === 'h') {
      const level = Number(node.attributes['outline-level']) || 1;
      const isEmpty = lettersOf(content).trim() === '';
      return isEmpty ? boxes : [...boxes, { kind: 'block', node: heading(level, content) }];
    }
    if (this.#is(style, /^(?:Quotations|Quote)/))
      return [...boxes, { kind: 'quote', node: paragraph(content) }];
    if (this.#is(style, /^(?:Preformatted|HTML_20_Preformatted)/))
      return [...boxes, { kind: 'code', text: lettersOf(content) }];
    if (content.length === 0 && (this.#rules.has(style) || this.#rules.has(this.#parents.get(style) ?? '')))
      return [...boxes, { kind: 'block', node: { type: 'horizontalRule' } }];
    const depth = this.#continuedDepth(style);
    if (depth !== null)
      return [
        ...boxes,
        { kind: 'listed', depth, isNumbered: false, list: '', isContinued: true, node: paragraph(content) },
      ];
    return content.length === 0 && boxes.length > 0
      ? boxes
      : [...boxes, { kind: 'block', node: paragraph(content) }];
  }

  /** Office's styles for what goes on in a list's entry; null for another paragraph, or without a list before. */
  #continuedDepth(style: string): number | null {
    const found = [style, this.#parents.get(style) ?? ''].find((name) => /^List_20_Continue/.test(name));
    return found === undefined || this.#lists === 0 ? null : Number(/\d$/.exec(found)?.[0] ?? 1) - 1;
  }

  /** A list that goes on with another, or that begins deeper than its first level, is the one before. */
  #listOf(node: XmlNode): Piece[] {
    const [first] = elementsOf(node);
    const isNested = first !== undefined && elementsOf(first)[0]?.name === 'list';
    const { 'continue-numbering': goesOn, 'continue-list': listed } = node.attributes;
    if (!isNested && goesOn !== 'true' && listed === undefined) this.#lists += 1;
    const pieces = this.#itemsOf(node, '', 0);
    // A heading of an outline is written as a list of one entry.
    return pieces.map((piece) =>
      piece.kind === 'listed' && piece.node.type === 'heading' ? { kind: 'block', node: piece.node } : piece,
    );
  }

  #itemsOf(node: XmlNode, outer: string, depth: number): Piece[] {
    const style = node.attributes['style-name'] ?? outer;
    const isNumbered = this.#numbered.get(style)?.has(depth) ?? false;
    const items = elementsOf(node).filter(({ name }) => name === 'list-item' || name === 'list-header');
    return items.flatMap((item) =>
      elementsOf(item).flatMap((child, index): Piece[] => {
        if (child.name === 'list') return this.#itemsOf(child, style, depth + 1);
        const list = String(this.#lists);
        return together(this.#piecesOf(child)).map((one, at) => ({
          kind: 'listed',
          depth,
          isNumbered,
          list,
          isContinued: index > 0 || at > 0,
          node: one,
        }));
      }),
    );
  }

  #tableOf(table: XmlNode): RichNode {
    const rows = (holder: XmlNode, isHead: boolean): RichNode[] =>
      elementsOf(holder).flatMap((row) => {
        if (row.name === 'table-header-rows') return rows(row, true);
        if (row.name === 'table-rows' || row.name === 'table-row-group') return rows(row, isHead);
        if (row.name !== 'table-row') return [];
        const cells = elementsOf(row).filter(({ name }) => name === 'table-cell');
        return [
          {
            type: 'tableRow',
            content: cells.map((cell) =>
              tableCell(this.blocksOf(cell), {
                colspan: spanOf(cell.attributes['number-columns-spanned']),
                rowspan: spanOf(cell.attributes['number-rows-spanned']),
                isHead,
              }),
            ),
          },
        ];
      });
    return { type: 'table', content: rows(table, false) };
  }

  #inside({ children }: XmlNode, marks: readonly RichMark[]): RichNode[] {
    return children.flatMap((child) =>
      typeof child === 'string'
        ? textNode(child.replaceAll(/\s+/g, ' '), marks)
        : this.#nodesOf(child, marks),
    );
  }

  #nodesOf(node: XmlNode, marks: readonly RichMark[]): RichNode[] {
    if (PASSED_OVER.has(node.name)) return [];
    switch (node.name) {
      case 'span':
        return this.#inside(node, this.#with(marks, node.attributes['style-name'] ?? ''));
      case 's':
        return textNode(
          ' '.repeat(Math.min(MOST_SPACES, Math.max(1, Number(node.attributes.c) || 1))),
          marks,
        );
      case 'tab':
        return textNode('\t', marks);
      case 'line-break':
        return [{ type: 'hardBreak' }];
      case 'a': {
        const link = linkMark(node.attributes.href ?? '');
        const plain = marks.filter(({ type }) => type !== 'underline');
        return this.#inside(node, link === null ? marks : withMark(plain, link));
      }
      case 'frame':
        return this.#frameOf(node);
      default:
        return this.#inside(node, marks);
    }
  }

  #frameOf(frame: XmlNode): RichNode[] {
    const box = childOf(frame, 'text-box');
    if (box !== undefined) this.#boxes.push(box);
    const object = childOf(frame, 'object');
    const formula = object === undefined ? undefined : this.#formulaOf(object);
    if (formula !== undefined) return [formula];
    const image = elementsOf(frame).find(({ name }) => name === 'image');
    const file = image === undefined ? null : this.pictures.take(this.#files, image.attributes.href ?? '');
    if (file === null) return [];
    const said = childOf(frame, 'desc') ?? childOf(frame, 'title');
    const alt = said === undefined ? '' : lettersIn(said).trim();
    return [{ type: 'image', attrs: { file, ...(alt === '' ? {} : { alt }) } }];
  }

  /** A formula lies in the frame, or in a part of its own. */
  #formulaOf(object: XmlNode): RichNode | undefined {
    const path = object.attributes.href?.replace(/^\.\//, '');
    const part = path === undefined ? null : this.#files.textOf(`${path}/content.xml`);
    const math = part === null ? findFirst(object, 'math') : findFirst(readXmlTree(part), 'math');
    return math === undefined ? undefined : { type: 'formula', attrs: { mathml: writeMathml(math) } };
  }

  #with(marks: readonly RichMark[], style: string): readonly RichMark[] {
    const isLink = marks.some(({ type }) => type === 'link');
    const own = (this.#marks.get(style) ?? []).filter((type) => !(isLink && type === 'underline'));
    if (this.#is(style, /^(?:Source|HTML_20_(?:Code|Typewriter|Sample|Keyboard))/)) return [{ type: 'code' }];
    return own.reduce((all, type) => withMark(all, { type }), marks);
  }

  /** Whether a style, or the one that it is made of, has such a name. */
  #is(style: string, pattern: RegExp): boolean {
    return pattern.test(style) || pattern.test(this.#parents.get(style) ?? '');
  }
}
