import { Button, Checkbox, Group, Modal, NativeSelect, Radio, Stack } from '@mantine/core';
import { IconReport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook, ReportRequest } from '../../../../preload/contract/index.ts';
import { listName } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useCancellable } from '../../../app/use-cancellable.ts';
import { useNow } from '../../../app/use-now.ts';
import '../../../components/exchange.css';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { useReportLanguage } from './use-report-language.ts';

interface Props {
  readonly gradebook: Gradebook;
  readonly onClose: () => void;
}

const ALL = '';
const FORMS = [
  { form: 'one-file', label: 'oneFile' },
  { form: 'file-each', label: 'fileEach' },
] as const;

/** Reports on the students of a class as PDFs: for everyone or one, on the period that is shown or one assignment. */
export function ReportsDialog({ gradebook, onClose }: Props) {
  const { t } = useTranslation();
  const { assignments, students } = gradebook;
  const [studentId, setStudentId] = useState(ALL);
  const [assignmentId, setAssignmentId] = useState(ALL);
  const [withDrafts, setWithDrafts] = useState(false);
  const [form, setForm] = useState<ReportRequest['form']>('one-file');
  const now = useNow();
  const published = assignments.filter(({ publishAt }) => publishAt !== null && publishAt <= now).length;
  const write = useWriteReports(gradebook, onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('exchange.reports.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="reports-dialog"
    >
      <Stack gap="md">
        <p className="exchange-text">{t('exchange.reports.explanation')}</p>
        <NativeSelect
          label={t('exchange.reports.who')}
          value={studentId}
          onChange={({ currentTarget }) => setStudentId(currentTarget.value)}
          data={[
            { value: ALL, label: t('exchange.reports.everyone') },
            ...students.map((student) => ({ value: student.id, label: listName(student) })),
          ]}
          data-autofocus
        />
        <NativeSelect
          label={t('exchange.reports.what')}
          value={assignmentId}
          onChange={({ currentTarget }) => setAssignmentId(currentTarget.value)}
          data={[
            { value: ALL, label: t('exchange.reports.all') },
            ...assignments.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <Checkbox
          label={t('exchange.reports.withDrafts')}
          description={t('exchange.reports.published', { count: published, total: assignments.length })}
          checked={withDrafts}
          onChange={({ currentTarget }) => setWithDrafts(currentTarget.checked)}
        />
        {studentId !== ALL ? null : (
          <Radio.Group
            label={t('exchange.reports.form')}
            value={form}
            onChange={(value) => setForm(FORMS.find((one) => one.form === value)?.form ?? 'one-file')}
          >
            <Stack gap="xs" mt="xs">
              {FORMS.map((one) => (
                <Radio key={one.form} value={one.form} label={t(`exchange.reports.${one.label}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Group justify="flex-end">
          {write.isPending ? <WorkUnderWay work="reports" onCancel={write.cancel} /> : null}
          <Button
            leftSection={<IconReport size={16} aria-hidden />}
            loading={write.isPending}
            onClick={() =>
              write.mutate({
                studentIds: studentId === ALL ? null : [studentId],
                assignmentId: assignmentId === ALL ? null : assignmentId,
                withDrafts,
                form: studentId === ALL ? form : 'one-file',
              })
            }
          >
            {t('exchange.reports.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type Choices = Pick<ReportRequest, 'studentIds' | 'assignmentId' | 'withDrafts' | 'form'>;

function useWriteReports({ classGroup, periodId, students }: Gradebook, onWritten: () => void) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const language = useReportLanguage();
  return useCancellable(async (choices: Choices, signal) => {
    const alone = students.find(({ id }) => id === choices.studentIds?.[0]);
    const name = alone === undefined ? classGroup.name : listName(alone);
    const path =
      choices.form === 'one-file'
        ? await bridge().chooseSavePath(t('exchange.reports.fileName', { name }))
        : await bridge().chooseFolder();
    if (path === null) return;
    const { studentCount } = await engineClient.exchange.writeReports(
      { classGroupId: classGroup.id, periodId, path, language, ...choices },
      { signal },
    );
    toasts.done(t('exchange.reports.done', { count: studentCount }));
    onWritten();
  });
}
