import { Button } from '@mantine/core';
import { IconCircleCheck, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { navigate, toHash } from '../../app/routes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import './assignment-choice.css';
import { groupByClass } from './group-by-class.ts';

/** The first step of grading: the assignments of each class, and how far each one is. */
export function AssignmentChoice() {
  const { t } = useTranslation();
  const assignments = useQuery(engine.grading.assignments.queryOptions({ input: {} }));
  const hasSome = (assignments.data?.length ?? 0) > 0;
  return (
    <Screen
      name="grading"
      title={t('grading.title')}
      subtitle={hasSome ? t('grading.choice.subtitle') : undefined}
    >
      <QueryView
        query={assignments}
        show={(answer) =>
          answer.length === 0 ? (
            <EmptyState
              writing="begun"
              text={t('grading.choice.none')}
              action={
                <Button onClick={() => navigate({ screen: 'sync' })}>{t('grading.choice.toSync')}</Button>
              }
            />
          ) : (
            <div className="assignments" data-testid="assignments">
              {groupByClass(answer).map(({ classGroupId, name, assignments: ofClass }) => (
                <section key={classGroupId} aria-label={name}>
                  <h2 className="assignments-class">{name}</h2>
                  <ul className="assignments-list">
                    {ofClass.map((assignment) => (
                      <AssignmentRow key={assignment.id} assignment={assignment} />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      />
    </Screen>
  );
}

function AssignmentRow({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { id, title, dueAt, gradedCount, toGradeCount } = assignment;
  const total = gradedCount + toGradeCount;
  const isDone = total > 0 && toGradeCount === 0;
  return (
    <li>
      <a
        className="assignments-row"
        href={toHash({ screen: 'grading', assignmentId: id })}
        draggable={false}
        data-testid="assignment"
      >
        <span className="assignments-title">{title}</span>
        <span className="assignments-due">
          {dueAt === null
            ? t('grading.choice.noDue')
            : t('grading.choice.due', { date: formats.date(dueAt) })}
        </span>
        <span className="assignments-progress">
          {total === 0 ? null : (
            <>
              <progress
                value={gradedCount}
                max={total}
                aria-label={t('grading.choice.progressLabel', { graded: gradedCount, total })}
              />
              <span aria-hidden>{t('grading.choice.progress', { graded: gradedCount, total })}</span>
            </>
          )}
        </span>
        <span className="assignments-state" data-state={isDone ? 'done' : total === 0 ? 'empty' : 'to-grade'}>
          {isDone ? <IconCircleCheck size={18} stroke={1.8} aria-hidden /> : null}
          {total > 0 && !isDone ? <IconPencil size={18} stroke={1.8} aria-hidden /> : null}
          {total === 0
            ? t('grading.choice.nothing')
            : isDone
              ? t('grading.choice.allDone')
              : t('grading.choice.toGrade', { count: toGradeCount })}
        </span>
      </a>
    </li>
  );
}
