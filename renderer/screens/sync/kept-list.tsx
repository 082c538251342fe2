import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { KeptDeletions } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { focusScreen } from '../../app/focus-screen.ts';
import { useToasts } from '../../app/toasts.tsx';
import { KindCounts } from './kind-counts.tsx';

/** What the ENT says is gone and the teacher keeps: shown as long as it is kept, with the way to change one's mind. */
export function KeptList({ kept: { setId, kinds } }: { kept: KeptDeletions }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const deleteKept = useMutation(
    engine.sync.deleteKept.mutationOptions({
      onSuccess: () => {
        // The list goes with its button: the keyboard stays in the page.
        focusScreen();
        toasts.done(t('sync.kept.deleted'));
      },
      onError: toasts.failed,
    }),
  );
  const ask = () =>
    modals.openConfirmModal({
      title: t('sync.kept.confirmTitle'),
      children: t('sync.kept.confirmText'),
      labels: { confirm: t('sync.kept.confirm'), cancel: t('app.action.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('app.action.close') },
      onConfirm: () => deleteKept.mutate({ setId }),
    });
  return (
    <KindCounts id="sync-kept" title={t('sync.kept.title')} intro={t('sync.kept.intro')} kinds={kinds}>
      <Button variant="default" size="compact-sm" mt="sm" loading={deleteKept.isPending} onClick={ask}>
        {t('sync.kept.delete')}
      </Button>
    </KindCounts>
  );
}
