import { Extension } from '@tiptap/core';
import { ACTIONS, type ToolbarCommand } from './toolbar-commands.ts';

/** Commands of ours; the others are bound by the extensions that they come from. */
const OWN: readonly ToolbarCommand[] = [
  'taskList',
  'callout',
  'table',
  'columns',
  'pageBreak',
  'teacherNote',
  'correction',
];

/** The keys that the toolbar's tooltips tell. */
export const CommandKeys = Extension.create({
  name: 'commandKeys',
  addKeyboardShortcuts() {
    return Object.fromEntries(
      OWN.flatMap((command) => {
        const { keys, run } = ACTIONS[command];
        if (keys === undefined) return [];
        const act = () => {
          run(this.editor);
          return true;
        };
        return [[boundKeys(keys), act]];
      }),
    );
  },
});

/** « Mod+Alt+T » as ProseMirror's keymap names it. */
function boundKeys(keys: string): string {
  const parts = keys.split('+');
  return [...parts.slice(0, -1), parts.at(-1)?.toLowerCase()].join('-');
}
