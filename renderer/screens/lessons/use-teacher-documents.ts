import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../preload/contract/index.ts';
import { keptDocuments, shownDocuments } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';
import type { TeacherChoice } from '../../components/attachments/attached-row.tsx';
import type { LessonSession } from './lesson-session.ts';

interface Lesson {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly isReadOnly: boolean;
}

/** Which documents of a lesson its teacher keeps, and how that is changed, here and at the ENT; « Annuler » puts it back. */
export function useTeacherDocuments({ session, detail, isReadOnly }: Lesson) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const blocks = detail?.blocks;
  const places = useMemo(() => {
    const shown = shownDocuments(blocks ?? []);
    const noted = keptDocuments(blocks ?? []);
    return (sha256: string) => (shown.has(sha256) ? 'shown' : noted.has(sha256) ? 'noted' : null);
  }, [blocks]);
  const again = async () => {
    const input = { lessonId: session.lessonId.get() ?? '' };
    await queryClient.invalidateQueries({ queryKey: engine.lessons.get.queryKey({ input }) });
  };
  const choose = ({ id: resourceId, document: { name } }: AttachedFile, isForTeacher: boolean) => {
    const set = async (to: boolean, isUntilShown = false) => {
      const { wasUntilShown } = await engineClient.lessons.setForTeacher({
        resourceId,
        isForTeacher: to,
        isUntilShown,
      });
      await again();
      return wasUntilShown;
    };
    const label = t(isForTeacher ? 'attachments.teacher.keeping' : 'attachments.teacher.giving', { name });
    const done = (wasUntilShown: boolean) =>
      toasts.undoable({
        label,
        undo: async () => set(!isForTeacher, wasUntilShown),
        redo: async () => set(isForTeacher),
      });
    set(isForTeacher).then(done, toasts.failed);
  };
  const withdraw = useWithdraw(again);
  return (file: AttachedFile): TeacherChoice => {
    const { isForTeacher = false, isAtEnt = false } =
      detail?.resources.find(({ id }) => id === file.id) ?? {};
    return {
      isForTeacher,
      isAtEnt,
      place: places(file.document.sha256),
      onChoose: isReadOnly ? undefined : () => choose(file, !isForTeacher),
      onWithdraw: isReadOnly ? undefined : () => withdraw(file),
    };
  };
}

/** Takes a document from the ENT that stays with its teacher. */
function useWithdraw(again: () => Promise<void>): (file: AttachedFile) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return ({ id: resourceId, document: { name } }: AttachedFile) => {
    const set = async (isAtEnt: boolean) => {
      await engineClient.lessons.setAtEnt({ resourceId, isAtEnt });
      await again();
    };
    const label = t('attachments.teacher.withdrawn', { name });
    const step = { label, undo: async () => set(true), redo: async () => set(false) };
    set(false).then(() => toasts.undoable(step), toasts.failed);
  };
}
