import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { areNamesHidden } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** The assignments: title, maximum, coefficient, date. */
export function GradebookHead({ assignments }: { assignments: readonly Assignment[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (
    <thead>
      <tr>
        <th scope="col" className="gradebook-student">
          {t('classes.gradebook.student')}
        </th>
        {assignments.map((assignment) => (
          <th key={assignment.id} scope="col" className="gradebook-assignment">
            <span className="gradebook-title" title={assignment.title}>
              {areNamesHidden(assignment, now) ? (
                <IconEyeOff size={14} role="img" aria-label={t('classes.gradebook.anonymous')} />
              ) : null}{' '}
              {assignment.title}
            </span>
            <span className="gradebook-detail">
              {t('classes.gradebook.on', { max: formats.points(assignment.maxTimes100) })}
              {' · '}
              {t('classes.gradebook.coefficient', {
                coefficient: formats.points(assignment.coefficientTimes100),
              })}
            </span>
          </th>
        ))}
        <th scope="col" className="gradebook-average">
          {t('classes.gradebook.studentAverage')}
        </th>
      </tr>
    </thead>
  );
}
