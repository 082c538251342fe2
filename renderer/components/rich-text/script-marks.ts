import { Mark } from '@tiptap/core';

const script = (name: 'subscript' | 'superscript', tag: 'sub' | 'sup', keys: string) =>
  Mark.create({
    name,
    excludes: 'subscript superscript',
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
    addKeyboardShortcuts() {
      return { [keys]: () => this.editor.commands.toggleMark(name) };
    },
  });

/** H₂O and x²: as they are imported and pasted, and by the keys of word processors. */
export const SCRIPT_MARKS = [script('subscript', 'sub', 'Mod-,'), script('superscript', 'sup', 'Mod-.')];
