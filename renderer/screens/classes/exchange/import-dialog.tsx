import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { DropZone } from '../../../components/attachments/drop-zone.tsx';
import '../../../components/exchange.css';
import { AssignmentSelect } from './assignment-select.tsx';

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly title: string;
  readonly explanation: string;
  readonly testId: string;
  /** Several files at once, which belong together. */
  readonly isMultiple?: boolean;
  readonly onClose: () => void;
  /** What the chosen files would change: one, unless there may be several. */
  readonly children: (chosen: {
    path: string;
    paths: readonly string[];
    assignment: Assignment;
  }) => ReactNode;
}

/** Takes something for an assignment from a file that is chosen or dropped, or from several. */
export function ImportDialog({ assignments, title, explanation, testId, onClose, children, ...rest }: Props) {
  const { isMultiple = false } = rest;
  const { t } = useTranslation();
  const [assignmentId, setAssignmentId] = useState(assignments[0]?.id ?? '');
  const [paths, setPaths] = useState<readonly string[]>([]);
  const [path] = paths;
  const assignment = assignments.find(({ id }) => id === assignmentId);
  const choose = async () => {
    const chosen = await bridge().chooseFiles({ title: t('exchange.choose'), isMultiple });
    if (chosen.length > 0) setPaths(chosen);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={title}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid={testId}
    >
      <DropZone onFiles={(dropped) => setPaths(isMultiple ? dropped : dropped.slice(0, 1))}>
        <Stack gap="md">
          <p className="exchange-text">{explanation}</p>
          <Group align="flex-end">
            <AssignmentSelect
              assignments={assignments}
              assignmentId={assignmentId}
              onChoose={setAssignmentId}
              className="exchange-assignment"
            />
            <Button
              variant={path === undefined ? 'filled' : 'default'}
              leftSection={<IconFileImport size={16} aria-hidden />}
              onClick={() => void choose()}
              data-autofocus
            >
              {t(path === undefined ? 'exchange.choose' : 'exchange.chooseOther')}
            </Button>
          </Group>
          {path === undefined || assignment === undefined ? null : children({ path, paths, assignment })}
        </Stack>
      </DropZone>
    </Modal>
  );
}
