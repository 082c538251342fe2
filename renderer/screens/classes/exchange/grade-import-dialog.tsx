import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, ColumnMapping } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engine } from '../../../app/engine.ts';
import { QueryView } from '../../../components/query-view.tsx';
import { GradePreviewView } from './grade-preview-view.tsx';
import './exchange.css';

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

/** Takes an assignment's grades from a table, after it was shown what that changes. */
export function GradeImportDialog({ assignments, onClose }: Props) {
  const { t } = useTranslation();
  const [assignmentId, setAssignmentId] = useState(assignments[0]?.id ?? '');
  const [path, setPath] = useState<string | null>(null);
  const assignment = assignments.find(({ id }) => id === assignmentId);
  const choose = async () => {
    const [chosen] = await bridge().chooseFiles({ title: t('exchange.choose'), isMultiple: false });
    if (chosen !== undefined) setPath(chosen);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('exchange.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="grade-import"
    >
      <Stack gap="md">
        <p className="exchange-text">{t('exchange.explanation')}</p>
        <Group align="flex-end">
          <NativeSelect
            className="exchange-assignment"
            label={t('exchange.assignment')}
            value={assignmentId}
            onChange={({ currentTarget }) => setAssignmentId(currentTarget.value)}
            data={assignments.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Button
            variant={path === null ? 'filled' : 'default'}
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => void choose()}
            data-autofocus
          >
            {t(path === null ? 'exchange.choose' : 'exchange.chooseOther')}
          </Button>
        </Group>
        {path === null || assignment === undefined ? null : (
          <Preview key={`${path} ${assignmentId}`} path={path} assignment={assignment} onClose={onClose} />
        )}
      </Stack>
    </Modal>
  );
}

function Preview({
  path,
  assignment,
  onClose,
}: {
  path: string;
  assignment: Assignment;
  onClose: () => void;
}) {
  const [mapping, setMapping] = useState<ColumnMapping | undefined>(undefined);
  const preview = useQuery(
    engine.exchange.previewGrades.queryOptions({
      input: { assignmentId: assignment.id, path, ...(mapping === undefined ? {} : { mapping }) },
      placeholderData: keepPreviousData,
      // The file may have been saved anew since it was read.
      staleTime: 0,
      gcTime: 0,
    }),
  );
  return (
    <QueryView
      query={preview}
      show={(answer) => (
        <GradePreviewView
          preview={answer}
          path={path}
          assignment={assignment}
          onMapping={setMapping}
          onClose={onClose}
        />
      )}
    />
  );
}
