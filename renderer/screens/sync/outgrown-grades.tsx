import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutgrownGrade, WaitingEdit } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useFormats } from '../../i18n/use-formats.ts';

/** What a grade was, and what its assignment is out of by now. */
export function useOutgrownWords(): (grade: OutgrownGrade) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ pointsTimes100, outOfTimes100, maxTimes100 }) =>
    t('sync.problems.outgrown', {
      points: formats.points(pointsTimes100),
      outOf: formats.points(outOfTimes100),
      max: formats.points(maxTimes100),
    });
}

/** One click for a whole class whose maximum has changed. A single grade has its own row, which says as much. */
export function OutgrownNotice({ grades }: { grades: readonly OutgrownGrade[] }) {
  const { t } = useTranslation();
  const rescale = useRescale();
  if (grades.length < 2) return null;
  const submissionIds = grades.map(({ submissionId }) => submissionId);
  return (
    <Group gap="sm" className="sync-note">
      <span>{t('sync.problems.rescaleAllNote')}</span>
      <Button size="compact-sm" onClick={() => rescale.mutate({ submissionIds })} loading={rescale.isPending}>
        {t('sync.problems.rescaleAll', { count: grades.length })}
      </Button>
    </Group>
  );
}

/** The ways on for one grade: its share of the new maximum, as many points where there is room, or another typed on the copy. */
export function OutgrownActions({ grade, edit }: { grade: OutgrownGrade; edit: WaitingEdit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const rescale = useRescale();
  const keep = useKeep(grade, edit);
  const { submissionId, assignmentId, pointsTimes100, proposedTimes100, maxTimes100 } = grade;
  const max = formats.points(maxTimes100);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => rescale.mutate({ submissionIds: [submissionId] })}
        loading={rescale.isPending}
      >
        {t('sync.problems.rescale', { points: formats.points(proposedTimes100), max })}
      </Button>
      {pointsTimes100 > maxTimes100 ? null : (
        <Button variant="default" size="compact-sm" onClick={() => keep.mutate()} loading={keep.isPending}>
          {t('sync.problems.keep', { points: formats.points(pointsTimes100), max })}
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => navigate({ screen: 'grading', assignmentId, submissionId })}
      >
        {t('sync.problems.retype')}
      </Button>
    </>
  );
}

/** Gives grades their share of the new maximum; Ctrl+Z puts them back as they were, kept from the ENT. */
function useRescale() {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useMutation(
    engine.grading.rescaleGrades.mutationOptions({
      onSuccess: ({ previous }, { submissionIds }) =>
        toasts.undoable({
          label: t('sync.problems.rescaled', { count: previous.length }),
          undo: async () => engineClient.grading.restoreOutgrown({ grades: previous }),
          redo: async () => engineClient.grading.rescaleGrades({ submissionIds }),
        }),
      onError: toasts.failed,
    }),
  );
}

/** Sends as many points as there were, out of the new maximum. */
function useKeep({ submissionId, pointsTimes100, outOfTimes100 }: OutgrownGrade, { label }: WaitingEdit) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const save = async () => engineClient.grading.saveGrade({ submissionId, pointsTimes100 });
  const grades = [{ submissionId, pointsTimes100, outOfTimes100, insteadTimes100: pointsTimes100 }];
  return useMutation({
    mutationFn: save,
    onSuccess: () =>
      toasts.undoable({
        label: t('sync.problems.kept', { label }),
        undo: async () => engineClient.grading.restoreOutgrown({ grades }),
        redo: save,
      }),
    onError: toasts.failed,
  });
}
