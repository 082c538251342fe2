import { useTranslation } from 'react-i18next';
import type { CourseStep } from '../../../preload/contract/index.ts';
import { navigate } from '../../app/routes.ts';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import { isDraft } from './course-points.ts';
import { emptyWord } from './empty-word.ts';

/** Each assignment of the course in words: what the plot shows, and what it cannot. */
export function CourseSteps({ steps }: { steps: readonly CourseStep[] }) {
  const { t } = useTranslation();
  return (
    <table className="course-table">
      <thead>
        <tr>
          <th scope="col">{t('classes.course.assignment')}</th>
          <th scope="col">{t('classes.course.due')}</th>
          <th scope="col">{t('classes.course.grade')}</th>
          <th scope="col">{t('classes.course.median')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <StepRow key={step.assignment.id} step={step} />
        ))}
      </tbody>
    </table>
  );
}

function StepRow({ step }: { step: CourseStep }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const words = useMarkWords();
  const { assignment, cell, medianOf20Times100, isMissing, isLate } = step;
  const written =
    cell === null ? t('classes.gradebook.noCell') : words(cell, assignment.rules.scale) || t(emptyWord(cell));
  const grade =
    cell?.pointsTimes100 == null ? written : `${written}/${formats.points(assignment.maxTimes100)}`;
  const beside = [
    ...(isLate ? [t('classes.gradebook.late')] : []),
    ...(isDraft(step, now) ? [t('classes.course.draft')] : []),
    ...(cell !== null && !cell.isCounted ? [t('grading.standing.notCounted')] : []),
  ];
  return (
    <tr>
      <th scope="row">
        {cell === null ? (
          assignment.title
        ) : (
          <button
            type="button"
            className="course-open"
            onClick={() =>
              navigate({ screen: 'grading', assignmentId: assignment.id, submissionId: cell.submissionId })
            }
          >
            {assignment.title}
          </button>
        )}
      </th>
      <td>{assignment.dueAt === null ? '–' : formats.date(assignment.dueAt)}</td>
      <td data-missing={isMissing || undefined}>
        {grade}
        {beside.length === 0 ? null : <span className="course-beside">{beside.join(', ')}</span>}
      </td>
      <td>{medianOf20Times100 === null ? '–' : formats.grade(medianOf20Times100, 2000)}</td>
    </tr>
  );
}
