import type { richText as source } from '../fr/rich-text.ts';
import type { Words } from '../words.ts';

export const richText: Words<typeof source> = {
  toolbar: 'Formatting',
  variant: 'Version from {{device}}: keep the one that fits, remove the other',
  command: {
    bold: 'Bold',
    italic: 'Italic',
    heading2: 'Heading',
    heading3: 'Subheading',
    bulletList: 'Bulleted list',
    orderedList: 'Numbered list',
    blockquote: 'Quotation',
    code: 'Code',
    codeBlock: 'Code block',
    horizontalRule: 'Separating line',
    undo: 'Undo',
    redo: 'Redo',
  },
  link: {
    label: 'Link',
    address: 'Address of the link',
    example: 'https://…',
    refused: 'Write the address of a page (https://…) or an e-mail address.',
    set: 'Set the link',
    open: 'Open',
    remove: 'Remove the link',
  },
};
