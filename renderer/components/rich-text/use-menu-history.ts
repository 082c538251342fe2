import type { Editor } from '@tiptap/react';
import { useEffect } from 'react';

/** Undo and Redo of the Edit menu (app/commands.ts), which must go through the text's own history. */
export function useMenuHistory(editor: Editor): void {
  useEffect(() => {
    const { dom } = editor.view;
    const undo = (event: Event) => {
      event.preventDefault();
      editor.commands.undo();
    };
    const redo = (event: Event) => {
      event.preventDefault();
      editor.commands.redo();
    };
    dom.addEventListener('cartable:undo', undo);
    dom.addEventListener('cartable:redo', redo);
    return () => {
      dom.removeEventListener('cartable:undo', undo);
      dom.removeEventListener('cartable:redo', redo);
    };
  }, [editor]);
}
