import { DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/fr';
import { useTranslation } from 'react-i18next';
import { LessonsCalendar } from './lessons-calendar.tsx';
import { OpenedLesson } from './opened-lesson.tsx';
import { OpenedSequence } from './reuse/opened-sequence.tsx';

/** « Préparer »: the calendar, or the lesson of the address. */
export function LessonsScreen({ lessonId }: { lessonId?: string | undefined }) {
  const { i18n } = useTranslation();
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
      {lessonId === undefined ? <LessonsCalendar /> : <OpenedLesson lessonId={lessonId} />}
      <OpenedSequence />
    </DatesProvider>
  );
}
