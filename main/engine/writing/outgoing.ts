import { CartableError } from '../platform/cartable-error.ts';
import { writeMathml } from './mathml.ts';
import { linkMark, type RichMark, type RichNode } from './rich-text.ts';
import { childOf, readXmlTree } from './xml-tree.ts';

/**
 * A text as it goes out, into a file or a page: its formulas draw and do nothing else, and its links are those that a lesson may have.
 *
 * A block may come from another computer or a colleague's file, where some program may have put anything into it. A formula that cannot be
 * read is three dots, as in the editor.
 */
export function outgoing(nodes: readonly RichNode[]): RichNode[] {
  return nodes.map(outgoingNode);
}

function outgoingNode(node: RichNode): RichNode {
  const { type, attrs, content, marks } = node;
  if (type === 'formula') {
    const mathml = knownFormula(String(attrs?.mathml ?? ''));
    return mathml === null ? { type: 'text', text: '…' } : { ...node, attrs: { ...attrs, mathml } };
  }
  if (type === 'heading')
    return { ...node, attrs: { ...attrs, level: levelOf(attrs?.level) }, ...inside(content) };
  return {
    ...node,
    ...inside(content),
    ...(marks === undefined ? {} : { marks: marks.flatMap(knownMark) }),
  };
}

const inside = (content: RichNode['content']) =>
  content === undefined ? {} : { content: outgoing(content) };

function levelOf(level: unknown): number {
  return Math.min(6, Math.max(1, Math.trunc(Number(level)) || 1));
}

function knownMark(mark: RichMark): RichMark[] {
  if (mark.type !== 'link') return [mark];
  const link = linkMark(mark.attrs?.href ?? '');
  return link === null ? [] : [link];
}

function knownFormula(mathml: string): string | null {
  try {
    const math = childOf(readXmlTree(mathml), 'math');
    return math === undefined ? null : writeMathml(math);
  } catch (error) {
    if (error instanceof CartableError) return null;
    throw error;
  }
}
