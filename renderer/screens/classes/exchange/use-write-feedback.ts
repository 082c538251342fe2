import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useCancellable } from '../../../app/use-cancellable.ts';

/** Names told in one message; the others are counted. */
const NAMES_TOLD = 5;

/** Asks where, then has what is given back of an assignment written as a ZIP for Moodle. */
export function useWriteFeedback(onWritten: () => void) {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useCancellable(async ({ id, title }: Assignment, signal) => {
    const path = await bridge().chooseSavePath(`${t('exchange.feedback.fileName', { title })}.zip`);
    if (path === null) return;
    const { fileCount, unnumbered } = await engineClient.exchange.writeFeedback(
      { assignmentId: id, path },
      { signal },
    );
    toasts.done(t('exchange.feedback.done', { count: fileCount }));
    if (unnumbered.length > 0) {
      const names = unnumbered.slice(0, NAMES_TOLD).join(', ');
      toasts.warned((say) => ({
        title: say('exchange.feedback.unnumberedTitle'),
        text: say('exchange.feedback.unnumbered', { count: unnumbered.length, names }),
      }));
    }
    onWritten();
  });
}
