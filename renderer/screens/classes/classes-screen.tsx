import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { ClassList } from './class-list.tsx';
import { ClassSummary } from './class-summary.tsx';
import './classes.css';
import { GradebookTable } from './gradebook-table.tsx';

/** The classes, and the gradebook of the one in hand: the address's, else the first. */
export function ClassesScreen({ classGroupId }: { classGroupId?: string | undefined }) {
  const { t } = useTranslation();
  const [periodId, setPeriodId] = useState<string | null>(null);
  const classes = useQuery(engine.classes.list.queryOptions());
  const current = classes.data?.find(({ id }) => id === classGroupId) ?? classes.data?.[0];
  return (
    <Screen name="classes" title={t('classes.title')} subject={current?.name} layout="panes" isTitleHidden>
      <QueryView
        query={classes}
        show={(answer) =>
          current === undefined ? (
            <EmptyState text={t('classes.list.none')} />
          ) : (
            <div className="classes">
              <ClassList classes={answer} currentId={current.id} />
              <ClassPane key={current.id} classGroup={current} periodId={periodId} onPeriod={setPeriodId} />
            </div>
          )
        }
      />
    </Screen>
  );
}

interface PaneProps {
  readonly classGroup: ClassGroup;
  readonly periodId: string | null;
  readonly onPeriod: (periodId: string | null) => void;
}

function ClassPane({ classGroup, periodId, onPeriod }: PaneProps) {
  const { t } = useTranslation();
  const gradebook = useQuery(
    engine.classes.gradebook.queryOptions({
      input: { classGroupId: classGroup.id, periodId },
      // The other period is shown until this one is there: the choice keeps the keyboard.
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <section className="classes-pane" aria-label={classGroup.name}>
      <QueryView
        query={gradebook}
        show={(answer) => (
          <>
            <ClassSummary gradebook={answer} onPeriod={onPeriod} />
            {answer.students.length === 0 ? <EmptyState text={t('classes.gradebook.noStudents')} /> : null}
            {answer.students.length > 0 && answer.assignments.length === 0 ? (
              <EmptyState
                text={t(`classes.gradebook.${answer.periodId === null ? 'noAssignments' : 'noneInPeriod'}`)}
              />
            ) : null}
            {answer.students.length > 0 && answer.assignments.length > 0 ? (
              <GradebookTable key={answer.periodId} gradebook={answer} />
            ) : null}
          </>
        )}
      />
    </section>
  );
}
