import { listDepthOf } from '../texts/docx-styles.ts';
import { inColumns } from './columns.ts';
import { cellsWithoutLines } from './docx-columns.ts';
import type { DocxReferences } from './docx-references.ts';
import { DocxRuns } from './docx-runs.ts';
import { type Piece, together } from './pieces.ts';
import { heading, joinRuns, lettersOf, paragraph, type RichNode } from './rich-text.ts';
import { spanOf, tableCell } from './table-cell.ts';
import { childOf, elementsOf, type XmlNode } from './xml-tree.ts';

/** Elements that only hold others. */
const WRAPPERS = new Set(['sdt', 'sdtContent', 'smartTag', 'customXml', 'ins', 'moveTo']);

interface Cell {
  readonly node: XmlNode;
  readonly colspan: number;
  readonly isHead: boolean;
  rowspan: number;
}

/** Goes through a document's body, and the cells of its tables. */
export class DocxBody {
  readonly #parts: DocxReferences;
  readonly #runs: DocxRuns;
  #isInList = false;
  /** The list that each of them is, and the latest of each kind. */
  readonly #listOf = new Map<string, string>();
  readonly #latest = new Map<string, string>();

  constructor(parts: DocxReferences) {
    this.#parts = parts;
    this.#runs = new DocxRuns(parts);
  }

  blocksOf(holder: XmlNode): RichNode[] {
    return together(elementsOf(holder).flatMap((child) => this.#piecesOf(child)));
  }

  #piecesOf(node: XmlNode): Piece[] {
    if (WRAPPERS.has(node.name)) return elementsOf(node).flatMap((child) => this.#piecesOf(child));
    if (node.name === 'tbl') return this.#columnsOf(node) ?? [{ kind: 'block', node: this.#tableOf(node) }];
    if (node.name === 'oMathPara' || node.name === 'oMath')
      return [{ kind: 'block', node: paragraph(this.#runs.of(node)) }];
    return node.name === 'p' ? this.#paragraphOf(node) : [];
  }

  #paragraphOf(node: XmlNode): Piece[] {
    const properties = childOf(node, 'pPr');
    const style = childOf(properties, 'pStyle')?.attributes.val ?? '';
    const { kind = null, list = null, depth = 0 } = this.#parts.kinds.get(style) ?? {};
    const content = joinRuns(this.#runs.of(node));
    const boxes = this.#runs.takeBoxes().flatMap((box) => this.blocksOf(box));
    const before = boxes.map((box): Piece => ({ kind: 'block', node: box }));
    const level = this.#parts.levels.get(style) ?? 0;
    if (level > 0) {
      const isEmpty = lettersOf(content).trim() === '' && content.every(({ type }) => type === 'text');
      return isEmpty ? before : [...before, { kind: 'block', node: heading(level, content) }];
    }
    if (kind === 'code') return [...before, { kind: 'code', text: lettersOf(content) }];
    if (kind === 'quote') return [...before, { kind: 'quote', node: paragraph(content) }];
    if (kind === 'continued') return [...before, this.#continued(depth, paragraph(content))];
    if (content.length === 0 && childOf(childOf(properties, 'pBdr'), 'bottom') !== undefined)
      return [...before, { kind: 'block', node: { type: 'horizontalRule' } }];
    const own = childOf(properties, 'numPr');
    const at = own === undefined ? depth : listDepthOf(childOf(own, 'ilvl')?.attributes.val);
    const number = own === undefined ? list : (childOf(own, 'numId')?.attributes.val ?? list);
    const marker = number === null ? null : this.#parts.lists.next(number, at);
    if (number === null || marker === null) return [...before, ...plain(content, before.length > 0)];
    this.#isInList = true;
    const isNumbered = marker !== '•';
    const named = this.#listNamed(number);
    return [
      ...before,
      { kind: 'listed', depth: at, isNumbered, list: named, isContinued: false, node: paragraph(content) },
    ];
  }

  /** A list of its own begins its numbers anew (17.9.15); any other goes on with the last one of its kind. */
  #listNamed(number: string): string {
    const known = this.#listOf.get(number);
    if (known !== undefined) return known;
    const { abstract, isAnew } = this.#parts.numbers.get(number) ?? { abstract: number, isAnew: true };
    const name = isAnew ? number : (this.#latest.get(abstract) ?? number);
    this.#latest.set(abstract, name);
    this.#listOf.set(number, name);
    return name;
  }

  /** What goes on in a list's entry; a paragraph like others where there is none. */
  #continued(depth: number, node: RichNode): Piece {
    if (!this.#isInList) return { kind: 'block', node };
    return { kind: 'listed', depth, isNumbered: false, list: '', isContinued: true, node };
  }

  /** What stands side by side without a line around it; null for any other table. */
  #columnsOf(table: XmlNode): Piece[] | null {
    const cells = cellsWithoutLines(table);
    if (cells === null) return null;
    const columns = inColumns(cells.map((cell) => this.blocksOf(cell)));
    return columns.map((node) => ({ kind: 'block', node }));
  }

  #tableOf(table: XmlNode): RichNode {
    const rows = elementsOf(table).filter(({ name }) => name === 'tr');
    const cells: Cell[][] = [];
    const lowest = new Map<number, Cell>();
    for (const row of rows) {
      const isHead = childOf(childOf(row, 'trPr'), 'tblHeader') !== undefined;
      const line: Cell[] = [];
      let column = 0;
      for (const node of elementsOf(row).filter(({ name }) => name === 'tc')) {
        const properties = childOf(node, 'tcPr');
        const colspan = spanOf(childOf(properties, 'gridSpan')?.attributes.val);
        const merge = childOf(properties, 'vMerge');
        const goesOn = merge !== undefined && merge.attributes.val !== 'restart';
        const above = goesOn ? lowest.get(column) : undefined;
        if (above === undefined) {
          const cell = { rowspan: 1, node, colspan, isHead };
          line.push(cell);
          lowest.set(column, cell);
        } else above.rowspan += 1;
        column += colspan;
      }
      cells.push(line);
    }
    return {
      type: 'table',
      content: cells.map((line) => ({
        type: 'tableRow',
        content: line.map(({ node, colspan, rowspan, isHead }) =>
          tableCell(this.blocksOf(node), { colspan, rowspan, isHead }),
        ),
      })),
    };
  }
}

/** A paragraph; an empty one that only held a text box, or a rule, is none. */
function plain(content: readonly RichNode[], hasBoxes: boolean): Piece[] {
  return content.length === 0 && hasBoxes ? [] : [{ kind: 'block', node: paragraph(content) }];
}
