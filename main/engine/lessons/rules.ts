import type { BlockBody, LessonBody } from './bodies.ts';

/**
 * When a lesson is removed: now, but later than anything of it that was removed before.
 *
 * What goes with the lesson carries the lesson's own instant; so undo can tell it from what had been taken off
 * earlier, even within one millisecond or after a clock that went back.
 */
export function removalInstant(now: number, earlierRemovals: readonly (number | null)[]): number {
  return earlierRemovals.reduce<number>((latest, at) => Math.max(latest, (at ?? 0) + 1), now);
}

/**
 * The new text of a lesson, with what the ENT had said of each block beyond what this version shows.
 *
 * Blocks are matched by their id, which never changes.
 */
export function mergeBlocks(stored: readonly BlockBody[], edited: readonly BlockBody[]): BlockBody[] {
  const known = new Map(stored.map((block) => [block.id, block]));
  return edited.map((block) => ({ ...known.get(block.id), ...block }));
}

/** Whether students read it: it is published, or its date has come. */
export function isShown(
  { isPublished, publishAt }: { readonly isPublished: 0 | 1; readonly publishAt: number | null },
  now: number,
): boolean {
  return isPublished === 1 || (publishAt !== null && publishAt <= now);
}

/** A lesson at another date; where it is published at its own hour, that hour moves along. */
export function movedTo(body: LessonBody, startsAt: number): LessonBody {
  const isAtItsHour = body.publish_at === body.starts_at;
  return { ...body, starts_at: startsAt, ...(isAtItsHour ? { publish_at: startsAt } : {}) };
}

/** The words of a lesson's blocks, one line a block: what a conflict shows of it. */
export function textOfBlocks(blocks: readonly BlockBody[]): string {
  return blocks
    .map(({ content }) => textOf(content).replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Text of a Tiptap node. Paragraphs and list entries inside a block are told apart by a space. */
function textOf(node: unknown): string {
  if (node === null || typeof node !== 'object') return '';
  const { type, text, content } = node as { type?: unknown; text?: unknown; content?: unknown };
  if (typeof text === 'string') return text;
  const inside = Array.isArray(content) ? content.map(textOf).join('') : '';
  return type === 'hardBreak' || inside !== '' ? `${inside} ` : inside;
}
