import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

const LINES = [
  { statistic: 'average', field: 'averageTimes100', ofClass: 'classAverageTimes100' },
  { statistic: 'median', field: 'medianTimes100', ofClass: 'classMedianTimes100' },
] as const;

/** Average and median of each assignment, in its own points; the class's out of 20 at the end. */
export function GradebookFoot({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const write = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formats.points(value);
  const statisticsOf = new Map(gradebook.assignmentStatistics.map((one) => [one.assignmentId, one]));
  return (
    <tfoot>
      {LINES.map(({ statistic, field, ofClass }) => (
        <tr key={statistic}>
          <th scope="row" className="gradebook-student">
            {t(`classes.gradebook.${statistic}`)}
          </th>
          {gradebook.assignments.map(({ id }) => (
            <td key={id}>{write(statisticsOf.get(id)?.[field])}</td>
          ))}
          <td className="gradebook-average">{write(gradebook[ofClass])}</td>
        </tr>
      ))}
    </tfoot>
  );
}
