import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { AverageCap } from './average-cap.tsx';
import { DistributionPlot } from './distribution-plot.tsx';
import { ExchangeMenu } from './exchange/exchange-menu.tsx';

interface Props {
  readonly gradebook: Gradebook;
  readonly onPeriod: (periodId: string | null) => void;
}

/** Stands for the whole year among the periods. */
const WHOLE_YEAR = '';

/** The class in one glance: its average, and how the students' averages spread. */
export function ClassSummary({ gradebook, onPeriod }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { classGroup, classAverageTimes100, distribution, periods } = gradebook;
  return (
    <header className="classes-summary">
      <div className="classes-summary-name">
        <h2>{classGroup.name}</h2>
        <p>{`${classGroup.subject} · ${t('classes.list.students', { count: classGroup.studentCount })}`}</p>
      </div>
      {periods.length === 0 ? null : (
        <NativeSelect
          aria-label={t('classes.summary.period')}
          value={gradebook.periodId ?? WHOLE_YEAR}
          onChange={({ currentTarget }) =>
            onPeriod(currentTarget.value === WHOLE_YEAR ? null : currentTarget.value)
          }
          data={[
            { value: WHOLE_YEAR, label: t('classes.summary.year') },
            ...periods.map(({ id, label }) => ({ value: id, label })),
          ]}
        />
      )}
      <AverageCap gradebook={gradebook} />
      <ExchangeMenu gradebook={gradebook} />
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
