import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TodayOverview } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { toHash } from '../../app/routes.ts';
import { useNow } from '../../app/use-now.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { HomeworkList } from './homework-list.tsx';
import { LessonList } from './lesson-list.tsx';
import { SavingsFigures } from './savings-figures.tsx';
import { SyncBlock } from './sync-block.tsx';
import { ToGradeList } from './to-grade-list.tsx';
import { ToPublishList } from './to-publish-list.tsx';
import './today.css';

/** What the day holds: copies, lessons, deadlines, and how things stand with the ENT. */
export function TodayScreen() {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  // Asked again when the window comes back to the front: the day may have changed under it.
  const overview = useQuery(engine.today.overview.queryOptions({ refetchOnWindowFocus: 'always' }));
  return (
    <Screen
      name="today"
      title={t('today.title')}
      subtitle={formats.day(now)}
      actions={<GradeButton overview={overview.data} />}
    >
      <QueryView query={overview} show={(answer) => <Overview overview={answer} />} />
    </Screen>
  );
}

function GradeButton({ overview }: { overview: TodayOverview | undefined }) {
  const { t } = useTranslation();
  const first = overview?.toGrade.find((assignment) => assignment.toGradeCount > 0);
  if (first === undefined) return null;
  return (
    <Button component="a" href={toHash({ screen: 'grading', assignmentId: first.id })}>
      {t('today.grade')}
    </Button>
  );
}

function Overview({ overview }: { overview: TodayOverview }) {
  const { t } = useTranslation();
  const { toGrade, toPublish, lessonsToPublish, lessons, toPrepare, homeworkDue, sync, savings } = overview;
  const lists = [toGrade, toPublish, lessonsToPublish, lessons, toPrepare, homeworkDue];
  const isEmpty = lists.every(({ length }) => length === 0);
  const isBeforeFirstSync = sync.lastSession?.outcome !== 'done' && isEmpty;
  return (
    <div className="today">
      <div className="today-work">
        {isBeforeFirstSync ? (
          <EmptyState
            text={sync.isRunning ? t('today.firstSync.running') : t('today.firstSync.text')}
            writing="begun"
          />
        ) : (
          <>
            <LessonList lessons={lessons} toPrepare={toPrepare} />
            <ToPublishList assignments={toPublish} lessons={lessonsToPublish} />
            <ToGradeList assignments={toGrade} />
            <HomeworkList homework={homeworkDue} />
          </>
        )}
      </div>
      <aside className="today-aside">
        <SyncBlock status={sync} />
        <SavingsFigures savings={savings} />
      </aside>
    </div>
  );
}
