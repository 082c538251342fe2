import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsAllowed } from '../../app/use-managed.ts';

/** Asks where, then has the engine write the bytes there; nothing happens when the dialog is closed. `isAllowed`: the school lets it. */
export function useSaveCopy() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const isAllowed = useIsAllowed('save-copy');
  const save = useMutation({
    mutationFn: async ({ name, sha256 }: DocumentRef) => {
      const path = await bridge().chooseSavePath(name);
      if (path === null) return;
      await engineClient.library.exportTo({ sha256, path });
      toasts.done(t('documentView.action.saved', { name }));
    },
    onError: toasts.failed,
  });
  return { ...save, isAllowed };
}
