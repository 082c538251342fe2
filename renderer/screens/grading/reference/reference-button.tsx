import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useKeyFor } from '../../../app/chosen-keys.ts';
import { useSignal } from '../../../app/signal.ts';
import { referenceViews, toggleReference } from './reference-views.ts';

/** Shows the key or the subject beside the copies, or hides it. */
export function ReferenceButton({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation();
  const key = useKeyFor()('D');
  const { isShown } = referenceViews.of(useSignal(referenceViews.all), assignmentId);
  return (
    <Tooltip label={t('reference.toggleKeys', { key })}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={32}
        aria-label={t('reference.toggle')}
        aria-keyshortcuts={`Shift+${key}`}
        aria-pressed={isShown}
        data-testid="toggle-reference"
        onClick={() => toggleReference(assignmentId)}
      >
        <IconBook2 size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
