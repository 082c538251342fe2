import { useTranslation } from 'react-i18next';
import type { ReuseRequest, ReuseSource, Template } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** What is given again and kept to be. Each is one edit that Ctrl+Z takes back; false: it failed, and was told. */
export function useReuse() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { reuse } = engineClient;
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
  const removing = (templateId: string) => ({
    remove: async () => reuse.removeTemplate({ templateId }),
    restore: async () => reuse.restoreTemplate({ templateId }),
  });
  return {
    /** @param title what is given again, in the teacher's words */
    copy: (request: ReuseRequest, title: string) =>
      run(async () => {
        const { count, before } = await reuse.copy(request);
        let state = before;
        const swap = async () => {
          state = (await reuse.putBack({ state })).before;
        };
        toasts.undoable({ label: t('reuse.done.copied', { count, title }), undo: swap, redo: swap });
      }),
    keep: (source: ReuseSource) =>
      run(async () => {
        const { id, title } = await reuse.keep({ source });
        const { remove, restore } = removing(id);
        toasts.undoable({ label: t('reuse.done.kept', { title }), undo: remove, redo: restore });
      }),
    remove: ({ id, title }: Template) =>
      run(async () => {
        const { remove, restore } = removing(id);
        await remove();
        toasts.undoable({ label: t('reuse.done.removed', { title }), undo: restore, redo: remove });
      }),
  };
}
