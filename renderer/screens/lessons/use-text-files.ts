import { useTranslation } from 'react-i18next';
import { bridge } from '../../app/bridge.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';
import type { LessonSession } from './lesson-session.ts';
import { titleOf } from './lesson-title.ts';

/** What a file's name may not have on one system or another. */
export const FORBIDDEN_IN_NAMES = /[\p{Cc}<>:"/\\|?*]/gu;

/** Texts of other programs in and out of a lesson. Nothing happens when a dialog is closed. */
export function useTextFiles(session: LessonSession) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { lessons } = engineClient;
  // What is typed goes first: the text comes after it, and a file has all of it.
  const savedId = async () => {
    const lessonId = await session.ensureSaved();
    await session.flush();
    return lessonId;
  };
  const shown = async (lessonId: string) =>
    queryClient.invalidateQueries({ queryKey: engine.lessons.get.queryKey({ input: { lessonId } }) });

  const importText = async () => {
    const [path] = await bridge().chooseFiles({ title: t('lessons.files.chooseText'), isMultiple: false });
    if (path === undefined) return;
    try {
      const lessonId = await savedId();
      const { before, leftOutCount } = await lessons.importText({ lessonId, path });
      let states = before;
      const swap = async () => {
        await session.flush();
        states = (await lessons.putBack({ states })).before;
        await shown(lessonId);
      };
      await shown(lessonId);
      const name = path.split(/[\\/]/).at(-1) ?? path;
      toasts.undoable({ label: t('lessons.files.imported', { name }), undo: swap, redo: swap });
      if (leftOutCount > 0)
        toasts.warned((say) => ({
          title: name,
          text: say('lessons.files.leftOut', { count: leftOutCount }),
        }));
    } catch (error) {
      toasts.failed(error);
    }
  };

  const exportText = async (ending: 'docx' | 'md', { withTeacherBlocks = false } = {}) => {
    const suggested = `${titleOf(session.fields.get()).replace(FORBIDDEN_IN_NAMES, '-')}.${ending}`;
    const chosen = await bridge().chooseSavePath(suggested);
    if (chosen === null) return;
    const path = chosen.toLowerCase().endsWith(`.${ending}`) ? chosen : `${chosen}.${ending}`;
    try {
      await lessons.exportText({ lessonId: await savedId(), path, withTeacherBlocks });
      toasts.done(t('lessons.files.exported', { name: path.split(/[\\/]/).at(-1) ?? path }));
    } catch (error) {
      toasts.failed(error);
    }
  };
  return { importText, exportText };
}

/** Several lessons as one text of another program. */
export function useTextsFile() {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async (title: string, lessonIds: readonly string[]) => {
    const chosen = await bridge().chooseSavePath(`${title.replace(FORBIDDEN_IN_NAMES, '-')}.docx`);
    if (chosen === null) return;
    const path = chosen.toLowerCase().endsWith('.docx') ? chosen : `${chosen}.docx`;
    try {
      await engineClient.lessons.exportTexts({ title, lessonIds: [...lessonIds], path });
      toasts.done(t('lessons.files.exported', { name: path.split(/[\\/]/).at(-1) ?? path }));
    } catch (error) {
      toasts.failed(error);
    }
  };
}
