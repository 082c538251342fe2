import { useTranslation } from 'react-i18next';
import type { Homework } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';

/** A piece of homework in one line, as its students read it. */
export function useHomeworkWords(): (homework: Homework) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ text, dueAt, expectedMinutes, handIn }) => {
    const more = [
      ...(expectedMinutes === null
        ? []
        : [t('lessons.publication.homeworkMinutes', { count: expectedMinutes })]),
      ...(handIn === null ? [] : [t(`lessons.publication.homeworkHandIn.${handIn}`)]),
    ].join(', ');
    return t('lessons.publication.homework', {
      date: formats.day(dueAt),
      text: more === '' ? text : t('lessons.publication.homeworkMore', { text, more }),
    });
  };
}
