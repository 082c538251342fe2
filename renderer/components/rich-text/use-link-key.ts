import type { Editor } from '@tiptap/react';
import { useEffect, useEffectEvent } from 'react';

/** Ctrl+K (⌘K) on selected words or in a link of the text; elsewhere in it the key searches, as everywhere. */
export function useLinkKey(editor: Editor, open: () => void): void {
  const obey = useEffectEvent(open);
  useEffect(() => {
    const { dom } = editor.view;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== 'k') return;
      if (editor.state.selection.empty && !editor.isActive('link')) return;
      event.preventDefault();
      obey();
    };
    dom.addEventListener('keydown', onKeyDown);
    return () => dom.removeEventListener('keydown', onKeyDown);
  }, [editor]);
}
