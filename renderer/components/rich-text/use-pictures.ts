import type { Transaction } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStable } from '../../app/use-stable.ts';
import { ComingPictures, type PictureSource } from './coming-pictures.ts';
import { ASK_PICTURE, pictureDoors } from './picture-doors.ts';
import { PLACES, picturePlaces } from './picture-places.ts';

/** Puts pictures into the text: pasted, dropped, or asked for by the key or by what this returns; null where there can be none. */
export function usePictures(editor: Editor, source: PictureSource | undefined): (() => void) | null {
  const { t } = useTranslation();
  const isUsed = source !== undefined;
  const latest = useStable(() => source as PictureSource);
  const coming = useStable((name: string) => t('richText.picture.coming', { name }));
  const giveUp = useStable((name: string) => t('richText.picture.giveUp', { name }));
  useEffect(() => {
    if (!isUsed) return;
    const pictures = new ComingPictures(editor, latest);
    const doors = pictureDoors({
      onFiles: (files, at) =>
        void pictures.put(
          files.map((file) => latest().given(file)),
          at,
        ),
      onOthers: (files) => latest().join(files),
      async onAsk() {
        const chosen = await latest().choose();
        if (editor.isDestroyed) return;
        void pictures.put(chosen, editor.state.selection.to);
        editor.view.focus();
      },
    });
    const onGiveUp = (id: string) => pictures.giveUp(id);
    const plugin = picturePlaces({ words: { coming, giveUp }, onGiveUp, doors });
    editor.registerPlugin(plugin, (added, plugins) => [added, ...plugins]);
    const note = ({ transaction }: { transaction: Transaction }) =>
      pictures.placed.note(transaction, editor.state.doc);
    editor.on('transaction', note);
    return () => {
      editor.off('transaction', note);
      editor.unregisterPlugin(PLACES);
    };
  }, [editor, isUsed, latest, coming, giveUp]);
  return isUsed ? () => void editor.view.dom.dispatchEvent(new Event(ASK_PICTURE)) : null;
}
