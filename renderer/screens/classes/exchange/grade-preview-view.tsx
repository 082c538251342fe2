import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, ColumnMapping, GradePreview } from '../../../../preload/contract/index.ts';
import { ColumnUses } from './column-uses.tsx';
import { type ImportPlan, planImport } from './import-plan.ts';
import { PreviewTable } from './preview-table.tsx';
import { useFillWorksheet } from './use-fill-worksheet.ts';
import { useTakeGrades } from './use-take-grades.ts';

interface Props {
  readonly preview: GradePreview;
  readonly path: string;
  readonly assignment: Assignment;
  readonly onMapping: (mapping: ColumnMapping) => void;
  readonly onClose: () => void;
}

/** What a table says, what it would change, and the button that takes it. */
export function GradePreviewView({ preview, path, assignment, onMapping, onClose }: Props) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<ReadonlyMap<number, string | null>>(new Map());
  const plan = planImport(preview, choices);
  const take = useTakeGrades(assignment, onClose);
  const fill = useFillWorksheet(assignment, path);
  return (
    <Stack gap="md">
      <ColumnUses columns={preview.columns} mapping={preview.mapping} onMapping={onMapping} />
      {preview.alike === null ? null : (
        <p className="exchange-text" role="status">
          {t('exchange.alike', { title: preview.alike })}
        </p>
      )}
      {plan.rows.length === 0 ? (
        <p className="exchange-text">{t(hasName(preview.mapping) ? 'exchange.noRows' : 'exchange.noName')}</p>
      ) : (
        <PreviewTable
          plan={plan}
          current={preview.current}
          scale={assignment.rules.scale}
          onChoice={(line, submissionId) => setChoices(new Map(choices).set(line, submissionId))}
        />
      )}
      <Remarks plan={plan} />
      <Group justify="flex-end">
        {preview.isWorksheet ? (
          <Button variant="default" loading={fill.isPending} onClick={() => fill.mutate()}>
            {t('exchange.worksheet.fill')}
          </Button>
        ) : null}
        <Button
          disabled={plan.taken.length === 0}
          loading={take.isPending}
          onClick={() => take.mutate(plan.taken)}
          data-testid="grade-import-confirm"
        >
          {t('exchange.confirm', { count: plan.taken.length })}
        </Button>
      </Group>
    </Stack>
  );
}

function hasName({ fullName, lastName }: ColumnMapping): boolean {
  return fullName !== null || lastName !== null;
}

/** What is left out and why, in plain words. */
function Remarks({ plan: { rows, taken, counts } }: { plan: ImportPlan }) {
  const { t } = useTranslation();
  const remarks = (['doubtful', 'faulty', 'tooLong', 'strangers'] as const).filter(
    (kind) => counts[kind] > 0,
  );
  const isIdle = rows.length > 0 && taken.length === 0 && remarks.length === 0;
  return (
    <div role="status" className="exchange-remarks">
      {remarks.map((kind) => (
        <p key={kind}>{t(`exchange.${kind}`, { count: counts[kind] })}</p>
      ))}
      {isIdle ? <p>{t('exchange.nothing')}</p> : null}
    </div>
  );
}
