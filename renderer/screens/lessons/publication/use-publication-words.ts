import { useTranslation } from 'react-i18next';
import type { LessonSummary } from '../../../../preload/contract/index.ts';
import { useNow } from '../../../app/use-now.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { type PublicationState, publicationOf } from './publication-choices.ts';

/** Where lessons stand with their students, and how that is said. */
export function usePublicationWords(): (lesson: Pick<LessonSummary, 'isPublished' | 'publishAt'>) => {
  state: PublicationState;
  words: string;
} {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (lesson) => {
    const state = publicationOf(lesson, now);
    const date = lesson.publishAt === null ? '' : formats.dateTime(lesson.publishAt);
    return { state, words: t(`lessons.publication.state.${state}`, { date }) };
  };
}
