import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ErasableStudent,
  ErasedNow,
  ErasurePreview,
  ErasureSubject,
  SchoolYearHere,
} from '../../../../preload/contract/index.ts';
import { folded, listName } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { undoStack } from '../../../app/undo.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { ErasureCounts } from './erasure-counts.tsx';
import { useSaveProof } from './use-save-proof.ts';

/** What the teacher has asked for: a student who is still to be chosen, or a year. */
export type Wanted = { readonly kind: 'student' } | { readonly kind: 'year'; readonly year: SchoolYearHere };

/** Says what will go, has its name typed, erases it, and offers the proof. */
export function ErasureDialog({ wanted, onClose }: { wanted: Wanted; onClose: () => void }) {
  const { t } = useTranslation();
  const [studentId, setStudentId] = useState<string | null>(null);
  const [withLessons, setWithLessons] = useState(false);
  const erase = useErase();
  const subject = subjectOf(wanted, studentId, withLessons);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={
        wanted.kind === 'student'
          ? t('erasure.dialogStudent')
          : t('erasure.dialogYear', { label: wanted.year.label })
      }
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      closeOnEscape={!erase.isPending}
      closeOnClickOutside={false}
      withCloseButton={!erase.isPending}
    >
      {erase.data === undefined ? (
        <Stack gap="md">
          {wanted.kind === 'student' ? (
            <StudentField value={studentId} onChange={setStudentId} />
          ) : (
            <Checkbox
              label={t('erasure.withLessons')}
              checked={withLessons}
              onChange={({ currentTarget }) => setWithLessons(currentTarget.checked)}
            />
          )}
          {subject === null ? null : (
            <Confirmation
              key={JSON.stringify(subject)}
              subject={subject}
              erase={erase}
              onCancel={wanted.kind === 'student' ? () => setStudentId(null) : onClose}
            />
          )}
        </Stack>
      ) : (
        <Erased erased={erase.data} onClose={onClose} />
      )}
    </Modal>
  );
}

function subjectOf(wanted: Wanted, studentId: string | null, withLessons: boolean): ErasureSubject | null {
  if (wanted.kind === 'year') return { kind: 'year', yearId: wanted.year.id, withLessons };
  return studentId === null ? null : { kind: 'student', studentId };
}

function useErase() {
  return useMutation({
    mutationFn: (input: { subject: ErasureSubject; confirmation: string }) =>
      engineClient.erasure.erase(input),
    // What could be undone may be about what is gone.
    onSuccess: () => undoStack.clear(),
    gcTime: 0,
  });
}

interface StudentFieldProps {
  readonly value: string | null;
  readonly onChange: (studentId: string | null) => void;
}

function StudentField({ value, onChange }: StudentFieldProps) {
  const { t } = useTranslation();
  const lineOf = ({ isGone, classGroupNames, ...student }: ErasableStudent) => {
    const name = listName(student);
    if (isGone) return t('erasure.studentGone', { name });
    if (classGroupNames.length === 0) return name;
    return t('erasure.studentLine', { name, classes: classGroupNames.join(', ') });
  };
  const { data: students = [] } = useQuery({ ...engine.erasure.students.queryOptions(), gcTime: 0 });
  return (
    <Select
      label={t('erasure.studentField')}
      searchable
      limit={50}
      value={value}
      onChange={onChange}
      nothingFoundMessage={t('erasure.studentNone')}
      data={students.map((student) => ({
        value: student.id,
        label: lineOf(student),
      }))}
      data-autofocus
    />
  );
}

interface ConfirmationProps {
  readonly subject: ErasureSubject;
  readonly erase: ReturnType<typeof useErase>;
}

/** Counts what would go; whoever gives up leaves, which calls the counting off. */
function Confirmation({ subject, erase, onCancel }: ConfirmationProps & { readonly onCancel: () => void }) {
  const { t } = useTranslation();
  const preview = useQuery({ ...engine.erasure.preview.queryOptions({ input: subject }), gcTime: 0 });
  if (preview.isPending)
    return (
      <Group gap="sm" data-testid="erasure-counting">
        <Text role="status">{t('erasure.counting')}</Text>
        <WorkUnderWay work="erasure" onCancel={onCancel} />
      </Group>
    );
  if (preview.data === undefined) return <ErrorNotice error={preview.error} />;
  return <ConfirmationForm subject={subject} preview={preview.data} erase={erase} />;
}

function ConfirmationForm({ subject, preview, erase }: ConfirmationProps & { preview: ErasurePreview }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { counts, confirmation, outsidePaths } = preview;
  const isTyped = folded(typed) === folded(confirmation);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTyped) erase.mutate({ subject, confirmation: typed });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ErasureCounts counts={counts} />
        {counts.unsentEdits === 0 ? null : (
          <Text fw={600} data-testid="erasure-unsent">
            {t('erasure.unsent', { count: counts.unsentEdits })}
          </Text>
        )}
        {outsidePaths.length === 0 ? null : <OutsidePaths paths={outsidePaths} />}
        <Text>{t('erasure.stays')}</Text>
        <ErrorNotice error={erase.error} />
        <TextInput
          label={t('erasure.confirm', { name: confirmation })}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Group justify="flex-end" gap="sm">
          <Text role="status">{erase.isPending ? t('erasure.erasing') : null}</Text>
          <Button type="submit" color="red" loading={erase.isPending} disabled={!isTyped}>
            {t('erasure.erase')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function OutsidePaths({ paths }: { paths: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text>{t('erasure.outside')}</Text>
      <ul className="erasure-paths">
        {paths.map((path) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
    </div>
  );
}

function Erased({ erased, onClose }: { erased: ErasedNow; onClose: () => void }) {
  const { t } = useTranslation();
  const { save } = useSaveProof();
  return (
    <Stack gap="md" role="status" data-testid="erased">
      <Text>{t('erasure.done')}</Text>
      {erased.mentionCount === 0 ? null : (
        <Text>{t('erasure.mentions', { count: erased.mentionCount })}</Text>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={() => save(erased.id)}>
          {t('erasure.proof')}
        </Button>
        <Button onClick={onClose} autoFocus>
          {t('app.action.close')}
        </Button>
      </Group>
    </Stack>
  );
}
