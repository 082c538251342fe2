import type { Extensions } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { BlockId } from './block-id.ts';
import { Formula } from './formula.ts';
import { Image } from './image.ts';
import { isAllowedLink } from './links.ts';
import { SCRIPT_MARKS } from './script-marks.ts';
import { TABLE_NODES } from './table-nodes.ts';
import { UnknownBlock } from './unknown-block.ts';

/** What a lesson's text is made of. What is pasted is reduced to this. */
export function createExtensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [1, 2, 3, 4] },
      link: {
        openOnClick: false,
        autolink: true,
        linkOnPaste: true,
        defaultProtocol: 'https',
        protocols: ['https', 'mailto'],
        isAllowedUri: (address) => isAllowedLink(address),
        shouldAutoLink: (address) => isAllowedLink(address),
        HTMLAttributes: { target: null, rel: 'noopener noreferrer', class: null },
      },
      // An empty paragraph added by opening a lesson would be an edit that nobody made.
      trailingNode: false,
      dropcursor: { color: 'var(--cartable-ink)', width: 2 },
    }),
    ...SCRIPT_MARKS,
    ...TABLE_NODES,
    Image,
    Formula,
    BlockId,
    UnknownBlock,
  ];
}
