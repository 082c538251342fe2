import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { DistributionPlot } from './distribution-plot.tsx';

/** The class in one glance: its average, and how the students' averages spread. */
export function ClassSummary({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { classGroup, classAverageTimes100, distribution } = gradebook;
  return (
    <header className="classes-summary">
      <div className="classes-summary-name">
        <h2>{classGroup.name}</h2>
        <p>{`${classGroup.subject} · ${t('classes.list.students', { count: classGroup.studentCount })}`}</p>
      </div>
      <div className="classes-summary-average">
        {classAverageTimes100 === null ? (
          <p className="classes-quiet">{t('classes.summary.noAverage')}</p>
        ) : (
          <>
            <strong>{formats.grade(classAverageTimes100, 2000)}</strong>
            <span className="classes-quiet">{t('classes.summary.average')}</span>
          </>
        )}
      </div>
      <DistributionPlot distribution={distribution} averageTimes100={classAverageTimes100} />
    </header>
  );
}
