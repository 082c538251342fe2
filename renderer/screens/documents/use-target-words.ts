import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivalTarget } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** A lesson or a student's copy in words: what it is, and what tells it from its likes. */
export function useTargetWords(): (target: ArrivalTarget) => { title: string; detail: string } {
  const { t } = useTranslation();
  const formats = useFormats();
  return useCallback(
    (target) =>
      target.kind === 'lesson'
        ? {
            title: t('documents.arrivals.lesson', { title: target.title }),
            detail: `${target.classGroupName} · ${formats.date(target.startsAt)}`,
          }
        : {
            title: t('documents.arrivals.copy', { name: target.studentName }),
            detail: `${target.assignmentTitle} · ${target.classGroupName}`,
          },
    [t, formats],
  );
}
