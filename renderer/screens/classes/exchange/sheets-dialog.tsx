import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, SheetForm } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import '../../../components/exchange.css';
import { AssignmentSelect } from './assignment-select.tsx';

const FORMS: readonly SheetForm[] = ['sheets', 'strips'];

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

/** Sheets to print, by which scanned copies find their students. */
export function SheetsDialog({ assignments, onClose }: Props) {
  const { t } = useTranslation();
  const [assignmentId, setAssignmentId] = useState(assignments[0]?.id ?? '');
  const [form, setForm] = useState<SheetForm>('sheets');
  const assignment = assignments.find(({ id }) => id === assignmentId);
  const write = useWriteSheets(onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('paper.sheets.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="sheets-dialog"
    >
      <Stack gap="md">
        <p className="exchange-text">{t('paper.sheets.explanation')}</p>
        <AssignmentSelect
          assignments={assignments}
          assignmentId={assignmentId}
          onChoose={setAssignmentId}
          data-autofocus
        />
        <Radio.Group
          label={t('paper.sheets.form')}
          value={form}
          onChange={(value) => setForm(FORMS.find((one) => one === value) ?? 'sheets')}
        >
          <Stack gap="xs" mt="xs">
            {FORMS.map((one) => (
              <Radio key={one} value={one} label={t(`paper.sheets.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button
            leftSection={<IconQrcode size={16} aria-hidden />}
            disabled={assignment === undefined}
            loading={write.isPending}
            onClick={() => assignment && write.mutate({ assignment, form })}
          >
            {t('paper.sheets.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useWriteSheets(onWritten: () => void) {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async ({ assignment, form }: { assignment: Assignment; form: SheetForm }) => {
      const { id: assignmentId, title } = assignment;
      const path = await bridge().chooseSavePath(`${t('paper.sheets.fileName', { title })}.pdf`);
      if (path === null) return;
      const words = { hint: t('paper.sheets.hint') };
      const { studentCount } = await engineClient.paper.writeSheets({ assignmentId, path, form, words });
      toasts.done(t('paper.sheets.done', { count: studentCount }));
      onWritten();
    },
    onError: toasts.failed,
  });
}
