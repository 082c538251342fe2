import { Title } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';

/** Assignments that are graded to the last copy and that students cannot read yet; nothing when there is none. */
export function ToPublishList({ assignments }: { assignments: readonly Assignment[] }) {
  const { t } = useTranslation();
  if (assignments.length === 0) return null;
  return (
    <section aria-labelledby="today-to-publish">
      <Title order={2} id="today-to-publish">
        {t('today.toPublish.title')}
      </Title>
      <ul className="today-list">
        {assignments.map(({ id, title, classGroupName, gradedCount }) => (
          <li key={id} data-testid="today-to-publish">
            <a className="today-row" href={toHash({ screen: 'grading', assignmentId: id })}>
              <span className="today-row-main">
                <span className="today-row-title">{title}</span>
                <span className="today-row-detail">
                  {`${classGroupName} · ${t('today.toPublish.graded', { count: gradedCount })}`}
                </span>
              </span>
              <IconChevronRight className="today-row-chevron" size={18} aria-hidden />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
