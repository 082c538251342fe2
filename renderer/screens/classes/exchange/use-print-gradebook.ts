import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { isInDialog } from '../../../app/is-in-dialog.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useReportLanguage } from './use-report-language.ts';

/** Has pages of the gradebook made, of the period that is shown, and opened where they are printed from; by Ctrl+P as well. */
export function usePrintGradebook({ classGroup, periodId, assignments }: Gradebook) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const language = useReportLanguage();
  const print = useMutation({
    mutationFn: async () => {
      const { pageCount } = await engineClient.exchange.printGradebook({
        classGroupId: classGroup.id,
        periodId,
        language,
      });
      toasts.done(t('exchange.print.done', { count: pageCount }));
    },
    onError: toasts.failed,
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isPrint =
      event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isPrint || isInDialog(event.target)) return;
    event.preventDefault();
    if (assignments.length > 0 && !print.isPending) print.mutate();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  return print;
}
