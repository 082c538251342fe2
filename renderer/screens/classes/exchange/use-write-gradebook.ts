import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Gradebook, GradeStanding } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

export const TABLE_FORMATS = ['xlsx', 'ods', 'csv'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const STANDINGS: readonly GradeStanding[] = ['absent', 'exempt', 'not-handed-in', 'late'];

/** Asks where, then has the engine write the gradebook as it is shown; nothing happens when the dialog is closed. */
export function useWriteGradebook({ classGroup, periodId }: Gradebook) {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async (format: TableFormat) => {
      const suggested = `${t('exchange.export.fileName', { name: classGroup.name })}.${format}`;
      const path = await bridge().chooseSavePath(suggested);
      if (path === null) return;
      const standings = Object.fromEntries(
        STANDINGS.map((standing) => [standing, t(`grading.standing.short.${standing}`)]),
      ) as Record<GradeStanding, string>;
      const words = {
        lastName: t('exchange.words.lastName'),
        firstName: t('exchange.words.firstName'),
        average: t('exchange.words.average'),
        maximum: t('exchange.words.maximum'),
        coefficient: t('exchange.words.coefficient'),
        standings,
      };
      await engineClient.exchange.writeGradebook({ classGroupId: classGroup.id, periodId, path, words });
      toasts.done(t('exchange.export.done', { name: classGroup.name }));
    },
    onError: toasts.failed,
  });
}
