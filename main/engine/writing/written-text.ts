import type { RichNode } from './rich-text.ts';

/** A picture that is written into a file. */
export interface WrittenPicture {
  /** With its extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** A lesson as other programs get it. */
export interface TextToWrite {
  readonly title: string;
  /** Top-level nodes of its text. */
  readonly nodes: readonly RichNode[];
  /** By the hash that `image` nodes have; those that are not here are left as their description. */
  readonly pictures: ReadonlyMap<string, WrittenPicture>;
}

/** What an `image` node shows, in words. */
export function altOf({ attrs = {} }: RichNode): string {
  return String(attrs.alt ?? attrs.name ?? '');
}
