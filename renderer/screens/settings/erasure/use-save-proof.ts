import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** Saves the proof of an erasure where the teacher says. */
export function useSaveProof() {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const { mutate } = useMutation({
    mutationFn: async (erasureId: string) => {
      const path = await bridge().chooseSavePath(t('erasure.proofName'));
      if (path === null) return;
      const language = i18n.language.startsWith('en') ? 'en' : 'fr';
      await engineClient.erasure.writeProof({ erasureId, path, language });
      toasts.done(t('erasure.proofDone', { path }));
    },
    onError: toasts.failed,
  });
  return { save: mutate };
}
