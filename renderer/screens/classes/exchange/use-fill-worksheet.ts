import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** Writes Moodle's worksheet anew, with the grades of an assignment in it; says which rows stay empty. */
export function useFillWorksheet({ id, title }: Assignment, source: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async () => {
      const path = await bridge().chooseSavePath(t('exchange.worksheet.fileName', { title }));
      if (path === null) return;
      const { filledCount, unknownNames, withoutLevel } = await engineClient.exchange.fillWorksheet({
        assignmentId: id,
        source,
        path,
      });
      toasts.done(t('exchange.worksheet.done', { count: filledCount }));
      if (unknownNames.length > 0)
        toasts.warned((say) => ({
          title: say('exchange.worksheet.unknownTitle'),
          text: say('exchange.worksheet.unknown', { names: unknownNames.join(', ') }),
        }));
      if (withoutLevel.length > 0)
        toasts.warned((say) => ({
          title: say('exchange.worksheet.unknownTitle'),
          text: say('exchange.worksheet.withoutLevel', { names: withoutLevel.join(', ') }),
        }));
    },
    onError: toasts.failed,
  });
}
