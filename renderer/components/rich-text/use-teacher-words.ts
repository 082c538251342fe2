import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormats } from '../../i18n/format.ts';
import type { TeacherAttrs } from './teacher-block.ts';

/** What a block for the teacher is, in words: « Corrigé, visible le 12 janvier à 14:00 ». */
export function useTeacherWords(): (attrs: TeacherAttrs) => string {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useCallback(
    ({ kind, at, due }: TeacherAttrs) => {
      if (kind === 'note') return t('richText.teacher.note');
      if (due !== null) return t(`richText.teacher.shown.${due}`);
      return at === null
        ? t('richText.teacher.shown.never')
        : t('richText.teacher.shown.at', { date: createFormats(language).dateTime(at) });
    },
    [t, language],
  );
}
