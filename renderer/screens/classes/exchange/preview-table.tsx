import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GradePreview, Scale } from '../../../../preload/contract/index.ts';
import { COMMENT_MAX_LENGTH, settleMark } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useMarkWords } from '../../../i18n/use-mark-words.ts';
import type { ImportPlan, PlannedRow } from './import-plan.ts';

type Copy = GradePreview['current'][number];

interface Props {
  readonly plan: ImportPlan;
  readonly current: readonly Copy[];
  readonly scale: Scale | null;
  readonly onChoice: (line: number, submissionId: string | null) => void;
}

/** Row by row: whose it is, the grade of now and the new one. Rows that are not sure ask for the student. */
export function PreviewTable({ plan, current, scale, onChoice }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const copies = new Map(current.map((copy) => [copy.submissionId, copy]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="exchange-scroll" aria-label={t('exchange.table.label')} tabIndex={0}>
      <table className="exchange-table">
        <thead>
          <tr>
            {(['line', 'written', 'student', 'before', 'after', 'comment'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`exchange.table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.rows.map((planned) => (
            <tr key={planned.row.line} data-changes={planned.taken === null ? undefined : true}>
              <td>{planned.row.line}</td>
              <td>{planned.row.name}</td>
              <td>
                <Who planned={planned} current={current} onChoice={onChoice} />
              </td>
              <Marks planned={planned} copy={copies.get(planned.submissionId ?? '')} scale={scale} />
              <td className={planned.row.isCommentTooLong ? 'exchange-fault' : undefined}>
                {planned.row.isCommentTooLong
                  ? t('exchange.longComment', { max: formats.count(COMMENT_MAX_LENGTH) })
                  : planned.changesComment
                    ? t('exchange.newComment')
                    : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const NOBODY = '';

function Who({
  planned: { row, submissionId },
  current,
  onChoice,
}: {
  planned: PlannedRow;
  current: readonly Copy[];
  onChoice: Props['onChoice'];
}) {
  const { t } = useTranslation();
  if (row.match === 'sure') return row.candidates[0]?.name;
  const likely = row.candidates.map(({ submissionId: value, name }) => ({ value, label: name }));
  const known = new Set(likely.map(({ value }) => value));
  const others = current
    .filter((copy) => !known.has(copy.submissionId))
    .map((copy) => ({ value: copy.submissionId, label: copy.name }));
  return (
    <NativeSelect
      size="xs"
      aria-label={t('exchange.who', { line: row.line, name: row.name })}
      value={submissionId ?? NOBODY}
      onChange={({ currentTarget: { value } }) => onChoice(row.line, value === NOBODY ? null : value)}
      data={[
        { value: NOBODY, label: t(row.match === 'none' ? 'exchange.unknown' : 'exchange.skip') },
        ...likely,
        ...others,
      ]}
    />
  );
}

interface MarksProps {
  readonly planned: PlannedRow;
  readonly copy: Copy | undefined;
  readonly scale: Scale | null;
}

function Marks({ planned: { row, changesMark }, copy, scale }: MarksProps) {
  const { t } = useTranslation();
  const words = useMarkWords();
  const before = copy === undefined ? '' : words(copy.mark, scale);
  if (row.fault !== null)
    return (
      <>
        <td>{before}</td>
        <td className="exchange-fault">{t(`exchange.fault.${row.fault}`, { text: row.written })}</td>
      </>
    );
  if (copy === undefined || row.mark === null)
    return (
      <>
        <td>{before}</td>
        <td className="exchange-quiet">{row.mark === null ? null : row.written}</td>
      </>
    );
  return (
    <>
      <td>{before}</td>
      <td className={changesMark ? 'exchange-new' : 'exchange-quiet'}>
        {changesMark ? words(settleMark(copy.mark, row.mark), scale) : t('exchange.unchanged')}
      </td>
    </>
  );
}
