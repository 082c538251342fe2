import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { Plugin } from '@tiptap/pm/state';
import { v7 } from 'uuid';
import { assignBlockIds } from './block-ids.ts';

/** The nodes that can stand at the top of a lesson. */
const TOP_NODES = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'blockquote',
  'codeBlock',
  'horizontalRule',
  'pageBreak',
  'callout',
  'columns',
  'taskList',
  'table',
  'teacherBlock',
  'unknownBlock',
];

/**
 * The id of each top-level block, kept through every edit.
 *
 * It is never written into the HTML: what is pasted, even from this editor, comes without an id and gets a
 * new one, so that no id exists twice.
 */
export const BlockId = Extension.create({
  name: 'blockId',
  addGlobalAttributes() {
    return [
      {
        types: TOP_NODES,
        attributes: { blockId: { default: null, rendered: false, keepOnSplit: true, parseHTML: () => null } },
      },
    ];
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _before, { doc, tr }) =>
          transactions.some(({ docChanged }) => docChanged) ? identifyBlocks(doc, tr) : null,
      }),
    ];
  },
});

/** Writes the ids that are missing or shared into the transaction; null when there is nothing to do. */
export function identifyBlocks(doc: Node, transaction: Transaction): Transaction | null {
  const places: { at: number; node: Node }[] = [];
  doc.forEach((node, at) => {
    places.push({ at, node });
  });
  const ids = assignBlockIds(
    places.map(({ node }) => ({
      blockId: blockIdOf(node),
      isEmpty: node.content.size === 0 && !node.isAtom,
    })),
    v7,
  );
  let hasChanged = false;
  for (const [index, { at, node }] of places.entries()) {
    if (blockIdOf(node) === ids[index]) continue;
    transaction.setNodeAttribute(at, 'blockId', ids[index]);
    hasChanged = true;
  }
  return hasChanged ? transaction : null;
}

/** A node's id, if it has one. */
export function blockIdOf(node: Node): string | null {
  return typeof node.attrs.blockId === 'string' ? node.attrs.blockId : null;
}
