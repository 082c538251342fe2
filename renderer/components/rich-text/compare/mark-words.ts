import { getSchema, Mark } from '@tiptap/core';
import { Fragment, type Node, type Schema } from '@tiptap/pm/model';
import { createExtensions } from '../extensions.ts';
import type { Range } from './compare-texts.ts';

type Name = 'gone' | 'fresh';

const wordMark = (name: Name, tag: 'del' | 'ins') => Mark.create({ name, renderHTML: () => [tag, 0] });

/** The schema of lessons' texts, in which words can be gone or new as well. */
export function comparedSchema(): Schema {
  return getSchema([...createExtensions(), wordMark('gone', 'del'), wordMark('fresh', 'ins')]);
}

/** A block of that schema in which these words, pictures and formulas are marked, also where nothing else is: in code. */
export function markWords(node: Node, ranges: Readonly<Record<Name, readonly Range[]>>): Node {
  const { marks } = node.type.schema;
  const edges = [...ranges.gone, ...ranges.fresh].flatMap(({ from, to }) => [from, to]);
  const markAt = (at: number) => {
    const name = (['gone', 'fresh'] as const).find((one) =>
      ranges[one].some(({ from, to }) => from <= at && at < to),
    );
    return name === undefined ? undefined : marks[name];
  };
  const mark = (child: Node, at: number): Node => {
    const type = markAt(at);
    return type === undefined ? child : child.mark([...child.marks, type.create()]);
  };
  const markChild = (child: Node, at: number): Node[] => {
    if (!child.isInline) return [markIn(child, at + 1)];
    if (!child.isText) return [mark(child, at)];
    const cuts = edges.map((edge) => edge - at).filter((edge) => edge > 0 && edge < child.nodeSize);
    const starts = [...new Set([0, ...cuts])].sort((one, other) => one - other);
    return starts.map((start, index) => mark(child.cut(start, starts[index + 1]), at + start));
  };
  const markIn = (parent: Node, start: number): Node => {
    const children: Node[] = [];
    parent.forEach((child, offset) => {
      children.push(...markChild(child, start + offset));
    });
    return parent.isLeaf ? parent : parent.copy(Fragment.from(children));
  };
  return markIn(node, 0);
}
