import { useTranslation } from 'react-i18next';
import type { StudentCourse } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** The student's average of each period and of the year beside the class's, and what is owed or came late. */
export function CourseAverages({ course: { averages, steps } }: { course: StudentCourse }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const missing = steps.filter(({ isMissing }) => isMissing).length;
  const late = steps.filter(({ isLate }) => isLate).length;
  const write = (value: number | null) => (value === null ? '–' : formats.grade(value, 2000));
  return (
    <>
      <table className="course-table">
        <thead>
          <tr>
            <th scope="col">{t('classes.summary.period')}</th>
            <th scope="col">{t('classes.gradebook.average')}</th>
            <th scope="col">{t('classes.course.classAverage')}</th>
            <th scope="col">{t('classes.course.classMedian')}</th>
          </tr>
        </thead>
        <tbody>
          {averages.map(({ periodId, label, averageTimes100, classAverageTimes100, classMedianTimes100 }) => (
            <tr key={periodId}>
              <th scope="row">{periodId === null ? t('classes.summary.year') : label}</th>
              <td>
                <strong>{write(averageTimes100)}</strong>
              </td>
              <td>{write(classAverageTimes100)}</td>
              <td>{write(classMedianTimes100)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="course-class">
        {t('classes.course.missing', { count: missing })}
        {' · '}
        {t('classes.course.late', { count: late })}
      </p>
    </>
  );
}
