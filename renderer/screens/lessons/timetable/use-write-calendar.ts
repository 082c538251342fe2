import { useTranslation } from 'react-i18next';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** Writes the year of a class, or (null) of all, as a calendar file. Nothing happens when the dialog is closed. */
export function useWriteCalendar(classGroupId: string | null): () => Promise<void> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async () => {
    const path = await bridge().chooseSavePath(t('timetable.fileName'));
    if (path === null) return;
    const wanted = classGroupId === null ? {} : { classGroupId };
    await engineClient.timetable
      .exportTo({ path, ...wanted })
      .then(({ count }) => toasts.done(t('timetable.done.exported', { count })), toasts.failed);
  };
}
