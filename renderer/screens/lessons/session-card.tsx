import { useTranslation } from 'react-i18next';
import type { Session } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { BeginLesson } from './use-begin-lesson.ts';

interface Props {
  readonly session: Session;
  /** Null when no lesson can be begun. */
  readonly onBegin: BeginLesson | null;
}

/** A session of the timetable for which nothing is prepared yet: a click begins its lesson. */
export function SessionCard({ session, onBegin }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { startsAt, endsAt, classGroupId, classGroupName, group, room } = session;
  const words = {
    from: formats.time(startsAt),
    to: formats.time(endsAt),
    classGroup: [classGroupName, group].filter((part) => part !== '').join(' '),
  };
  return (
    <button
      type="button"
      className="session-card"
      disabled={onBegin === null}
      title={t('timetable.session.tip', words)}
      aria-label={t('timetable.session.tip', words)}
      onClick={() => onBegin?.(startsAt, classGroupId)}
      data-testid="session"
    >
      <span>{t('lessons.card.when', { time: words.from, classGroup: words.classGroup })}</span>
      <span>{[room, t('timetable.session.prepare')].filter((part) => part !== '').join(' · ')}</span>
    </button>
  );
}
