import { paragraph, type RichNode } from './rich-text.ts';

/** What the editor has. */
const MOST_COLUMNS = 3;

/** Texts beside one another; one below the other where they are more than the editor has, or only one. */
export function inColumns(texts: readonly (readonly RichNode[])[]): RichNode[] {
  if (texts.length < 2 || texts.length > MOST_COLUMNS) return texts.flat();
  const columns = texts.map(
    (text): RichNode => ({ type: 'column', content: text.length === 0 ? [paragraph([])] : text }),
  );
  return [{ type: 'columns', content: columns }];
}

/** Columns stand between the blocks of a lesson: those within a list, a table, a quote or other columns are what they hold. */
export function columnsAtTop(nodes: readonly RichNode[]): RichNode[] {
  return nodes.map((node) => {
    if (node.type !== 'columns') return within(node);
    return { ...node, content: (node.content ?? []).map(within) };
  });
}

function within(node: RichNode): RichNode {
  const { content } = node;
  if (content === undefined) return node;
  const textsOf = (child: RichNode): readonly RichNode[] =>
    child.type === 'columns'
      ? (child.content ?? []).flatMap((column) => (column.content ?? []).flatMap(textsOf))
      : [within(child)];
  return { ...node, content: content.flatMap(textsOf) };
}
