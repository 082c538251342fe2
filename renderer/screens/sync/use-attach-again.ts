import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaitingEdit } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { engineClient } from '../../app/engine.ts';
import { focusScreen } from '../../app/focus-screen.ts';
import { useToasts } from '../../app/toasts.tsx';

/** Reasons that another file, or the same one once more, may overcome. */
const OVERCOME: ReadonlySet<string | null> = new Set([
  'blob-damaged',
  'blob-missing',
  'corrupt',
  'too-large',
  'quota',
  'document-refused',
]);

/** What an edit's document hangs on, where a file put in its place may let it go; else null. */
export function replaceableKind({ entity, isDeletion, reason }: WaitingEdit): 'resource' | 'feedback' | null {
  if (isDeletion || !OVERCOME.has(reason)) return null;
  return entity === 'resource' || entity === 'feedback' ? entity : null;
}

/** Lets the teacher choose the file that takes the place of one that could not be sent; it then waits again. */
export function useAttachAgain({ entityId, label }: WaitingEdit, kind: 'resource' | 'feedback' | null) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const attach = useMutation({
    mutationFn: (path: string) =>
      engineClient.library.attachAgain({ kind: kind ?? 'resource', attachedId: entityId, path }),
    onSuccess: ({ placeCount }) => {
      focusScreen();
      // None: it has left meanwhile.
      if (placeCount > 0) toasts.done(t('sync.problems.attachedAgain', { label, count: placeCount }));
    },
    onError: toasts.failed,
  });
  return {
    isBusy: attach.isPending,
    choose: async () => {
      const [path] = await bridge().chooseFiles({
        title: t('sync.problems.chooseTitle', { label }),
        isMultiple: false,
      });
      if (path !== undefined) attach.mutate(path);
    },
  };
}
