import { childOf, elementsOf, type XmlNode } from './xml-tree.ts';

/** The cells of a table of one row of two or three that has no line anywhere, as columns are set in word processors; null for any other. */
export function cellsWithoutLines(table: XmlNode): XmlNode[] | null {
  const rows = elementsOf(table).filter(({ name }) => name === 'tr');
  const cells = elementsOf(rows[0] ?? table).filter(({ name }) => name === 'tc');
  if (rows.length !== 1 || cells.length < 2 || cells.length > 3) return null;
  const properties = childOf(table, 'tblPr');
  const style = childOf(properties, 'tblStyle')?.attributes.val;
  // A style may draw lines; the one of tables without a style draws none.
  if (style !== undefined && style !== 'TableNormal') return null;
  if (hasLines(childOf(properties, 'tblBorders')) || isHead(rows[0])) return null;
  const isPlain = cells.every((cell) => {
    const own = childOf(cell, 'tcPr');
    return !hasLines(childOf(own, 'tcBorders')) && childOf(own, 'gridSpan') === undefined;
  });
  return isPlain ? cells : null;
}

function hasLines(borders: XmlNode | undefined): boolean {
  if (borders === undefined) return false;
  return elementsOf(borders).some(({ attributes: { val = 'nil' } }) => val !== 'nil' && val !== 'none');
}

function isHead(row: XmlNode | undefined): boolean {
  return childOf(childOf(row, 'trPr'), 'tblHeader') !== undefined;
}
