import { useTranslation } from 'react-i18next';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** The bank as a file: brought in (which Ctrl+Z takes back) and taken elsewhere. Nothing happens when a dialog is closed. */
export function useBankFile() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { commentBank } = engineClient;

  const importFrom = async () => {
    const [path] = await bridge().chooseFiles({ title: t('commentBank.importTitle'), isMultiple: false });
    if (path === undefined) return;
    try {
      const { addedIds: ids, knownCount: known } = await commentBank.importFrom({ path });
      toasts.undoable({
        label: t('commentBank.done.imported', { count: ids.length, known }),
        undo: async () => commentBank.remove({ ids }),
        redo: async () => commentBank.restore({ ids }),
      });
    } catch (error) {
      toasts.failed(error);
    }
  };

  const exportTo = async () => {
    const path = await bridge().chooseSavePath(t('commentBank.fileName'));
    if (path === null) return;
    await commentBank
      .exportTo({ path })
      .then(({ count }) => toasts.done(t('commentBank.done.exported', { count })), toasts.failed);
  };

  return { importFrom, exportTo };
}
