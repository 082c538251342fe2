import { Progress, Title } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** Assignments with submissions that wait for a grade: one line each, which opens them. */
export function ToGradeList({ assignments }: { assignments: readonly Assignment[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="today-to-grade">
      <Title order={2} id="today-to-grade">
        {t('today.toGrade.title')}
      </Title>
      {assignments.length === 0 ? (
        <p className="today-none">{t('today.toGrade.none')}</p>
      ) : (
        <ul className="today-list">
          {assignments.map((assignment) => (
            <ToGradeRow key={assignment.id} assignment={assignment} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ToGradeRow({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { gradedCount, submissionCount, toGradeCount } = assignment;
  const share = submissionCount === 0 ? 0 : gradedCount / submissionCount;
  return (
    <li>
      <a className="today-row" href={toHash({ screen: 'grading', assignmentId: assignment.id })}>
        <span className="today-row-main">
          <span className="today-row-title">{assignment.title}</span>
          <span className="today-row-detail">
            {assignment.classGroupName}
            {assignment.dueAt === null
              ? null
              : ` · ${t('today.toGrade.due', { date: formats.date(assignment.dueAt) })}`}
          </span>
        </span>
        <span className="today-row-progress">
          <span className="today-row-count">{t('today.toGrade.count', { count: toGradeCount })}</span>
          <Progress
            value={share * 100}
            size={4}
            aria-label={t('today.toGrade.progress', { graded: gradedCount, total: submissionCount })}
          />
          <span className="today-row-detail">
            {t('today.toGrade.progress', { graded: gradedCount, total: submissionCount })}
          </span>
        </span>
        <IconChevronRight className="today-row-chevron" size={18} aria-hidden />
      </a>
    </li>
  );
}
