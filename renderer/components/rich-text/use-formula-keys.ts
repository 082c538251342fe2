import { NodeSelection } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import { useEffect, useEffectEvent } from 'react';

/** Ctrl+Alt+F (⌘⌥F) in the text, Enter or a double click on a formula: it is written or changed. */
export function useFormulaKeys(editor: Editor, open: () => void): void {
  const obey = useEffectEvent(open);
  useEffect(() => {
    const { dom } = editor.view;
    const onKeyDown = (event: KeyboardEvent) => {
      const isKey = (event.ctrlKey || event.metaKey) && event.altKey && event.code === 'KeyF';
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (!isKey && !(event.key === 'Enter' && isPlain && isFormula(editor))) return;
      event.preventDefault();
      event.stopPropagation();
      obey();
    };
    const onDoubleClick = () => {
      if (isFormula(editor)) obey();
    };
    dom.addEventListener('keydown', onKeyDown, true);
    dom.addEventListener('dblclick', onDoubleClick);
    return () => {
      dom.removeEventListener('keydown', onKeyDown, true);
      dom.removeEventListener('dblclick', onDoubleClick);
    };
  }, [editor]);
}

function isFormula({ state: { selection }, isEditable }: Editor): boolean {
  return isEditable && selection instanceof NodeSelection && selection.node.type.name === 'formula';
}
