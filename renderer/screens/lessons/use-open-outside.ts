import { useTranslation } from 'react-i18next';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';

/** Opens a document of a lesson in the system's program for it; what is saved there comes back by itself (`app/taken-copies.tsx`). */
export function useOpenOutside(): (file: AttachedFile) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return ({ id: resourceId, document: { name } }) => {
    const told = () => toasts.done(t('attachments.outside.opened', { name }));
    engineClient.lessons.openResource({ resourceId }).then(told, toasts.failed);
  };
}
