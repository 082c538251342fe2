import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TodayOverview } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** What the classes must hand in. */
export function HomeworkList({ homework }: { homework: TodayOverview['homeworkDue'] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="today-homework">
      <Title order={2} id="today-homework">
        {t('today.homework.title')}
      </Title>
      {homework.length === 0 ? (
        <p className="today-none">{t('today.homework.none')}</p>
      ) : (
        <ul className="today-list">
          {homework.map((one) => (
            <HomeworkRow key={one.id} homework={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function HomeworkRow({ homework }: { homework: TodayOverview['homeworkDue'][number] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = (
    <span className="today-row-main">
      <span className="today-row-title">{homework.text}</span>
      <span className="today-row-detail">
        {`${homework.classGroupName} · ${t('today.homework.due', { date: formats.day(homework.dueAt) })}`}
      </span>
    </span>
  );
  if (homework.lessonId === null) return <li className="today-row">{words}</li>;
  return (
    <li>
      <a className="today-row" href={toHash({ screen: 'lessons', lessonId: homework.lessonId })}>
        {words}
      </a>
    </li>
  );
}
