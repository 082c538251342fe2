import { Extension } from '@tiptap/core';
import type { Node, Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { blockIdOf } from './block-id.ts';

interface Options {
  /** The version that a block is, when it is a second one. */
  variantOf(blockId: string, schema: Schema): LessonBlock['variant'];
  /** "Version du poste Salle 12". */
  wordsFor(device: string): string;
}

/**
 * Names the blocks that are another version of one that stands there too.
 *
 * Two devices changed one block: both are kept until the teacher removes one, and then the mark goes by itself.
 */
export function createVariantMarks(options: Options) {
  return Extension.create({
    name: 'variantMarks',
    addProseMirrorPlugins() {
      return [new Plugin({ props: { decorations: ({ doc }) => marksIn(doc, options) } })];
    },
  });
}

function marksIn(doc: Node, { variantOf, wordsFor }: Options): DecorationSet {
  const ids = new Set<string>();
  doc.forEach((node) => {
    ids.add(blockIdOf(node) ?? '');
  });
  const marks: Decoration[] = [];
  doc.forEach((node, at) => {
    const variant = variantOf(blockIdOf(node) ?? '', doc.type.schema);
    if (variant === undefined || !ids.has(variant.of)) return;
    const attributes = { class: 'rich-text-variant', 'data-variant': wordsFor(variant.device) };
    marks.push(Decoration.node(at, at + node.nodeSize, attributes));
  });
  return DecorationSet.create(doc, marks);
}
