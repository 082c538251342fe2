import { useTranslation } from 'react-i18next';
import type { LessonVersion } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { queryClient } from '../../../app/query-client.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import type { LessonSession } from '../lesson-session.ts';

/** Puts a lesson's text, or one block of it, back to a version; Ctrl+Z takes that back. */
export function useRestoreVersion(session: LessonSession, lessonId: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const formats = useFormats();
  const { lessons } = engineClient;
  const again = async () => {
    const input = { lessonId };
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: engine.lessons.get.queryKey({ input }) }),
      queryClient.invalidateQueries({ queryKey: engine.lessons.versions.queryKey({ input }) }),
    ]);
  };
  return async ({ id: versionId, writtenAt }: LessonVersion, blockId?: string) => {
    try {
      await session.flush();
      const blockIds = blockId === undefined ? undefined : [blockId];
      let states = (await lessons.restoreVersion({ lessonId, versionId, blockIds })).before;
      const swap = async () => {
        await session.flush();
        states = (await lessons.putBack({ states })).before;
        await again();
      };
      const date = formats.dateTime(writtenAt);
      const label = t(blockId === undefined ? 'versions.restored' : 'versions.restoredBlock', { date });
      // First of all: Ctrl+Z at once must not take back what was done before.
      toasts.undoable({ label, undo: swap, redo: swap });
      await again();
    } catch (error) {
      toasts.failed(error);
    }
  };
}
