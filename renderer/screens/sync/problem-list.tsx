import { Button, Group, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutgrownGrade, WaitingEdit } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { OutgrownActions, OutgrownNotice, useOutgrownWords } from './outgrown-grades.tsx';
import { useReasonWords } from './use-reason-words.ts';

/** Edits that the ENT refused: why, and the two ways out. Nothing is dropped without being asked. */
export function ProblemList({ edits }: { edits: readonly WaitingEdit[] }) {
  const { t } = useTranslation();
  const outgrown = useQuery(engine.grading.outgrownGrades.queryOptions()).data ?? [];
  if (edits.length === 0) return null;
  const outgrownOf = ({ entity, entityId }: WaitingEdit) =>
    entity === 'grade' ? outgrown.find(({ submissionId }) => submissionId === entityId) : undefined;
  return (
    <section aria-labelledby="sync-problems">
      <Title order={2} id="sync-problems">
        {t('sync.problems.title')}
      </Title>
      <p className="sync-note">{t('sync.problems.intro')}</p>
      <OutgrownNotice grades={outgrown} />
      <ul className="sync-rows">
        {edits.map((edit) => (
          <ProblemRow key={edit.opId} edit={edit} outgrown={outgrownOf(edit)} />
        ))}
      </ul>
    </section>
  );
}

function ProblemRow({ edit, outgrown }: { edit: WaitingEdit; outgrown: OutgrownGrade | undefined }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const reasonOf = useReasonWords();
  const outgrownWords = useOutgrownWords();
  const { label, opId } = edit;
  const retry = useMutation(
    engine.sync.retryEdit.mutationOptions({
      onSuccess: () => toasts.done(t('sync.problems.retried', { label })),
      onError: toasts.failed,
    }),
  );
  const drop = useMutation(
    engine.sync.dropEdit.mutationOptions({
      onSuccess: () => toasts.done(t('sync.problems.dropped', { label })),
      onError: toasts.failed,
    }),
  );
  const askToDrop = () =>
    modals.openConfirmModal({
      title: t('sync.problems.dropTitle'),
      children: t('sync.problems.dropText', { label }),
      labels: { confirm: t('sync.problems.drop'), cancel: t('app.action.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('app.action.close') },
      onConfirm: () => drop.mutate({ opId }),
    });
  return (
    <li className="sync-problem">
      <IconAlertCircle className="sync-problem-icon" size={20} aria-hidden />
      <div className="sync-problem-words">
        <span>
          <strong>{label}</strong> <span className="sync-quiet">{t(`sync.kind.${edit.entity}`)}</span>
        </span>
        <span className="sync-quiet">
          {outgrown === undefined ? reasonOf(edit.reason) : outgrownWords(outgrown)}
        </span>
      </div>
      <Group gap="sm" wrap="nowrap">
        {outgrown === undefined ? (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => retry.mutate({ opId })}
            loading={retry.isPending}
          >
            {t('sync.problems.retry')}
          </Button>
        ) : (
          <OutgrownActions grade={outgrown} edit={edit} />
        )}
        <Button variant="subtle" color="red" size="compact-sm" onClick={askToDrop} loading={drop.isPending}>
          {t('sync.problems.drop')}
        </Button>
      </Group>
    </li>
  );
}
