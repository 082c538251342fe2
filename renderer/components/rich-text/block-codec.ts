import type { JSONContent } from '@tiptap/core';
import type { Node, Schema } from '@tiptap/pm/model';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { blockIdOf } from './block-id.ts';

/** Reads and writes a lesson's blocks as an editor's document. */
export interface BlockCodec {
  toDocument(blocks: readonly LessonBlock[]): JSONContent;
  toBlocks(doc: Node): LessonBlock[];
  /** What a block that was read is another version of. */
  variantOf(blockId: string): LessonBlock['variant'];
}

/**
 * Makes the codec of one lesson.
 *
 * A block that was not touched is given back exactly as it came, with whatever another version wrote in it;
 * one that the editor does not know at all is carried whole by an `unknownBlock`.
 */
export function createBlockCodec(schema: Schema): BlockCodec {
  const originals = new Map<string, { readonly content: LessonBlock['content']; readonly read: string }>();
  const variants = new Map<string, NonNullable<LessonBlock['variant']>>();

  const toNode = ({ id, content, variant }: LessonBlock): Node => {
    if (variant === undefined) variants.delete(id);
    else variants.set(id, variant);
    const known = readNode(schema, id, content);
    if (known !== null) {
      originals.set(id, { content, read: JSON.stringify(plainJson(known)) });
      return known;
    }
    return schema.node('unknownBlock', { blockId: id, content });
  };
  const toBlock = (node: Node): LessonBlock => {
    const id = blockIdOf(node) ?? '';
    const variant = variants.get(id);
    const mark = variant === undefined ? {} : { variant };
    if (node.type.name === 'unknownBlock') return { id, content: node.attrs.content, ...mark };
    const content = plainJson(node);
    const original = originals.get(id);
    const isUntouched = original?.read === JSON.stringify(content);
    return { id, content: isUntouched ? original.content : content, ...mark };
  };
  return {
    variantOf: (blockId) => variants.get(blockId),
    toDocument: (blocks) => ({
      type: 'doc',
      content: blocks.length === 0 ? [{ type: 'paragraph' }] : blocks.map((block) => toNode(block).toJSON()),
    }),
    toBlocks: (doc) => {
      const blocks: LessonBlock[] = [];
      doc.forEach((node) => {
        blocks.push(toBlock(node));
      });
      // An editor that is empty still holds a paragraph; a lesson without text has no block.
      return blocks.length === 1 &&
        doc.firstChild?.content.size === 0 &&
        doc.firstChild.type.name === 'paragraph'
        ? []
        : blocks;
    },
  };
}

/** The block as a node that the schema accepts; null for one that it does not know. */
function readNode(schema: Schema, id: string, content: LessonBlock['content']): Node | null {
  try {
    const node = schema.nodeFromJSON(content);
    node.check();
    const isTop =
      node.type.isInGroup('block') || node.type.isInGroup('forTeacher') || node.type.name === 'columns';
    if (!isTop || node.type.name === 'unknownBlock') return null;
    return node.type.create({ ...node.attrs, blockId: id }, node.content, node.marks);
  } catch {
    return null;
  }
}

/** A node's JSON without block ids, and without attributes that say nothing. */
function plainJson(node: Node): LessonBlock['content'] {
  return withoutSilence(node.toJSON()) as LessonBlock['content'];
}

/** A cell that reaches over itself alone. */
const SPANS = new Set(['colspan', 'rowspan']);

function withoutSilence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSilence);
  if (value === null || typeof value !== 'object') return value;
  const kept: Record<string, unknown> = {};
  for (const [key, inside] of Object.entries(value)) {
    if (key !== 'attrs') {
      kept[key] = withoutSilence(inside);
      continue;
    }
    const attrs = Object.entries(inside as object).filter(
      ([name, said]) => name !== 'blockId' && said !== null && !(SPANS.has(name) && said === 1),
    );
    if (attrs.length > 0) kept.attrs = Object.fromEntries(attrs);
  }
  return kept;
}
