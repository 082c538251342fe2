import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { AssignmentSelect } from './assignment-select.tsx';
import { useWriteFeedback } from './use-write-feedback.ts';

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

/** Writes an assignment's annotated copies and other files given back as a ZIP for Moodle. */
export function FeedbackExportDialog({ assignments, onClose }: Props) {
  const { t } = useTranslation();
  const [assignmentId, setAssignmentId] = useState(assignments[0]?.id ?? '');
  const assignment = assignments.find(({ id }) => id === assignmentId);
  const write = useWriteFeedback(onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('exchange.feedback.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="feedback-export"
    >
      <Stack gap="md">
        <p className="exchange-text">{t('exchange.feedback.explanation')}</p>
        <AssignmentSelect
          assignments={assignments}
          assignmentId={assignmentId}
          onChoose={setAssignmentId}
          data-autofocus
        />
        <Group justify="flex-end">
          {write.isPending ? <WorkUnderWay work="feedback" onCancel={write.cancel} /> : null}
          <Button
            leftSection={<IconFileZip size={16} aria-hidden />}
            disabled={assignment === undefined}
            loading={write.isPending}
            onClick={() => assignment && write.mutate(assignment)}
          >
            {t('exchange.feedback.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
