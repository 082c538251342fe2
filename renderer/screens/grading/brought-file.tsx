import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CopyDocument } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';

/** What is said of a file that the teacher brought to a copy, with the way to take it away again; nothing for the student's own. */
export function BroughtFile({ document }: { document: CopyDocument | null }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const isReadOnly = useIsReadOnly();
  if (document?.isBrought !== true) return null;
  const { id, name } = document;
  const takeAway = async () => engineClient.grading.removeCollected({ ids: [id] });
  const putBack = async () => engineClient.grading.restoreCollected({ ids: [id] });
  const label = t('grading.document.takenAway', { name });
  return (
    <div className="brought-file" data-testid="brought-file">
      <span>{t('grading.document.brought')}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={isReadOnly}
        onClick={() =>
          void takeAway().then(() => toasts.undoable({ label, undo: putBack, redo: takeAway }), toasts.failed)
        }
        data-testid="take-away"
      >
        {t('grading.document.takeAway')}
      </Button>
    </div>
  );
}
