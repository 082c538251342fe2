import { Button, Group, NativeSelect } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamsPreview } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

interface Props {
  readonly assignmentId: string;
  readonly onRead: (members: TeamsPreview['members']) => void;
}

const NO_COLUMN = '';

/** Teams as a column of a table says them: CSV, XLSX or ODS. What is read stands in the list, and is saved with it. */
export function TeamsFile({ assignmentId, onRead }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [read, setRead] = useState<{ path: string; preview: TeamsPreview } | null>(null);
  const open = async (path: string, column?: number) => {
    const preview = await engineClient.exchange.previewTeams({ assignmentId, path, column });
    setRead({ path, preview });
    if (preview.column !== null) onRead(preview.members);
  };
  const choose = async () => {
    const [path] = await bridge().chooseFiles({ title: t('exchange.choose'), isMultiple: false });
    if (path !== undefined) await open(path);
  };
  const failed = (error: unknown) => toasts.failed(error);
  return (
    <Group align="flex-end">
      <Button
        variant="default"
        leftSection={<IconFileImport size={16} aria-hidden />}
        onClick={() => void choose().catch(failed)}
      >
        {t('grading.teams.file')}
      </Button>
      {read === null ? null : (
        <>
          <NativeSelect
            label={t('grading.teams.column')}
            value={read.preview.column ?? NO_COLUMN}
            onChange={({ currentTarget: { value } }) => {
              if (value !== NO_COLUMN) void open(read.path, Number(value)).catch(failed);
            }}
            data={[
              ...(read.preview.column === null
                ? [{ value: NO_COLUMN, label: t('grading.teams.noColumn') }]
                : []),
              ...read.preview.columns.map(({ title }, index) => ({
                value: String(index),
                label: title === '' ? String(index + 1) : title,
              })),
            ]}
          />
          <div role="status" className="exchange-remarks">
            <p>{t('grading.teams.placed', { count: read.preview.members.length })}</p>
            {read.preview.unsure.length === 0 ? null : (
              <p>{t('grading.teams.unsure', { names: read.preview.unsure.join(', ') })}</p>
            )}
          </div>
        </>
      )}
    </Group>
  );
}
