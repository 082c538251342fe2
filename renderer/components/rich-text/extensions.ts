import { type Extensions, Node } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { BlockId } from './block-id.ts';
import { Callout } from './callout.ts';
import { TaskItem, TaskList } from './checklist.ts';
import { Column, Columns } from './columns.ts';
import { Formula } from './formula.ts';
import { Image } from './image.ts';
import { isAllowedLink } from './links.ts';
import { PageBreak } from './page-break.ts';
import { SCRIPT_MARKS } from './script-marks.ts';
import { TABLE_NODES } from './table-nodes.ts';
import { LESSON_CONTENT, TeacherBlock } from './teacher-block.ts';
import { UnknownBlock } from './unknown-block.ts';

/** The whole of a text. */
const Lesson = Node.create({ name: 'doc', topNode: true, content: LESSON_CONTENT });

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
      document: false,
      // An empty paragraph added by opening a lesson would be an edit that nobody made.
      trailingNode: false,
      dropcursor: { color: 'var(--cartable-ink)', width: 2 },
    }),
    Lesson,
    TeacherBlock,
    ...SCRIPT_MARKS,
    ...TABLE_NODES,
    PageBreak,
    Columns,
    Column,
    Callout,
    TaskList,
    TaskItem,
    Image,
    Formula,
    BlockId,
    UnknownBlock,
  ];
}
