import { Button, Group, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutgrownGrade, WaitingEdit } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { focusScreen } from '../../app/focus-screen.ts';
import { useToasts } from '../../app/toasts.tsx';
import { OutgrownActions, OutgrownNotice, useOutgrownWords } from './outgrown-grades.tsx';
import { replaceableKind, useAttachAgain } from './use-attach-again.ts';
import { useReasonWords } from './use-reason-words.ts';
import { useUndoableTaking } from './use-undoable-taking.ts';

/** Edits that the ENT refused: why, and the ways out. Nothing is dropped without being asked. */
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
      <RetryAll
        edits={edits.filter((edit) => outgrownOf(edit) === undefined && edit.reason !== 'blob-damaged')}
      />
      <ul className="sync-rows">
        {edits.map((edit) => (
          <ProblemRow key={edit.opId} edit={edit} outgrown={outgrownOf(edit)} />
        ))}
      </ul>
    </section>
  );
}

/** A class whose edits were all refused in a bad hour takes one click, not thirty-five. What only another file can help is not among them. */
const isLeader = ({ reason }: WaitingEdit) => reason === 'group-failed';

function RetryAll({ edits }: { edits: readonly WaitingEdit[] }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const retryAll = useMutation({
    mutationFn: async () => {
      // What others are sent for comes after them: while one of them stays here, it does too.
      const [leaders, others] = [edits.filter(isLeader), edits.filter((edit) => !isLeader(edit))];
      for (const { opId } of [...others, ...leaders]) await engine.sync.retryEdit.call({ opId });
    },
    onSuccess: () => {
      focusScreen();
      toasts.done(t('sync.problems.retriedAll'));
    },
    onError: toasts.failed,
  });
  if (edits.length < 2) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      className="sync-retry-all"
      onClick={() => retryAll.mutate()}
      loading={retryAll.isPending}
    >
      {t('sync.problems.retryAll', { count: edits.length })}
    </Button>
  );
}

function ProblemRow({ edit, outgrown }: { edit: WaitingEdit; outgrown: OutgrownGrade | undefined }) {
  const { t } = useTranslation();
  const reasonOf = useReasonWords();
  const outgrownWords = useOutgrownWords();
  return (
    <li className="sync-problem">
      <IconAlertCircle className="sync-problem-icon" size={20} aria-hidden />
      <div className="sync-problem-words">
        <span>
          <strong>{edit.label}</strong> <span className="sync-quiet">{t(`sync.kind.${edit.entity}`)}</span>
        </span>
        <span className="sync-quiet">
          {outgrown === undefined ? reasonOf(edit.reason) : outgrownWords(outgrown)}
        </span>
      </div>
      <Group gap="sm">
        {outgrown === undefined ? <WaysOn edit={edit} /> : <OutgrownActions grade={outgrown} edit={edit} />}
        <DropButton edit={edit} />
      </Group>
    </li>
  );
}

/** Another file where that may help; and to try again as it is. */
function WaysOn({ edit }: { edit: WaitingEdit }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { label, opId } = edit;
  const kind = replaceableKind(edit);
  const { choose, isBusy } = useAttachAgain(edit, kind);
  const retry = useMutation(
    engine.sync.retryEdit.mutationOptions({
      onSuccess: () => {
        focusScreen();
        toasts.done(t('sync.problems.retried', { label }));
      },
      onError: toasts.failed,
    }),
  );
  return (
    <>
      {kind === null ? null : (
        <Button variant="default" size="compact-sm" onClick={() => void choose()} loading={isBusy}>
          {t('sync.problems.attachAgain')}
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => retry.mutate({ opId })}
        loading={retry.isPending}
        disabled={isBusy}
      >
        {t('sync.problems.retry')}
      </Button>
    </>
  );
}

function DropButton({ edit: { label, opId } }: { edit: WaitingEdit }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const undoable = useUndoableTaking();
  const drop = useMutation(
    engine.sync.dropEdit.mutationOptions({
      onSuccess: (taken) => {
        focusScreen();
        undoable(t('sync.problems.dropped', { label }), taken, () => engineClient.sync.dropEdit({ opId }));
      },
      onError: toasts.failed,
    }),
  );
  const ask = () =>
    modals.openConfirmModal({
      title: t('sync.problems.dropTitle'),
      children: t('sync.problems.dropText', { label }),
      labels: { confirm: t('sync.problems.drop'), cancel: t('app.action.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('app.action.close') },
      onConfirm: () => drop.mutate({ opId }),
    });
  return (
    <Button variant="subtle" color="red" size="compact-sm" onClick={ask} loading={drop.isPending}>
      {t('sync.problems.drop')}
    </Button>
  );
}
