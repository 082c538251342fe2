import type { Editor } from '@tiptap/react';
import { useEffect, useEffectEvent } from 'react';

/** Ctrl+K (⌘K) while the text has the focus. */
export function useLinkKey(editor: Editor, open: () => void): void {
  const obey = useEffectEvent(open);
  useEffect(() => {
    const { dom } = editor.view;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== 'k') return;
      event.preventDefault();
      obey();
    };
    dom.addEventListener('keydown', onKeyDown);
    return () => dom.removeEventListener('keydown', onKeyDown);
  }, [editor]);
}
