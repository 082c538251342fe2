import type { EditorProps, EditorView } from '@tiptap/pm/view';
import { isPictureFile, picturesPasted } from './pasted-pictures.ts';

interface Doors {
  onFiles(files: readonly File[], at: number): void;
  /** Files that were dropped with pictures, and are none. */
  onOthers(files: readonly File[]): void;
  onAsk(): void;
}

/** What the button of the bar tells the text. */
export const ASK_PICTURE = 'cartable:ask-picture';

/** Ctrl+Alt+I, ⌘⌥I. */
export const PICTURE_KEYS = 'Mod+Alt+I';

/** How pictures are given to a text: pasted, dropped at a place, asked for by a key or by the bar. */
export function pictureDoors({ onFiles, onOthers, onAsk }: Doors): EditorProps {
  return {
    handlePaste(view, { clipboardData }) {
      const pictures = clipboardData === null ? [] : picturesPasted(clipboardData);
      if (pictures.length === 0) return false;
      if (!view.state.selection.empty) view.dispatch(view.state.tr.deleteSelection());
      onFiles(pictures, view.state.selection.from);
      return true;
    },
    handleDrop(view, event) {
      const files = [...(event.dataTransfer?.files ?? [])];
      const pictures = files.filter(isPictureFile);
      if (pictures.length === 0) return false;
      onFiles(pictures, placeUnder(view, event));
      const others = files.filter((file) => !isPictureFile(file));
      if (others.length > 0) onOthers(others);
      view.focus();
      return true;
    },
    handleKeyDown(_view, { ctrlKey, metaKey, altKey, code }) {
      if (!(ctrlKey || metaKey) || !altKey || code !== 'KeyI') return false;
      onAsk();
      return true;
    },
    handleDOMEvents: {
      [ASK_PICTURE]() {
        onAsk();
        return true;
      },
    },
  };
}

function placeUnder(view: EditorView, { clientX, clientY }: DragEvent): number {
  return view.posAtCoords({ left: clientX, top: clientY })?.pos ?? view.state.selection.from;
}
