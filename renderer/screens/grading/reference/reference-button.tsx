import { IconBook2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useKeyFor } from '../../../app/chosen-keys.ts';
import { useSignal } from '../../../app/signal.ts';
import { ToolButton } from '../../../components/tool-button.tsx';
import { referenceViews, toggleReference } from './reference-views.ts';

/** Shows the key or the subject beside the copies, or hides it. */
export function ReferenceButton({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation();
  const key = useKeyFor()('D');
  const { isShown } = referenceViews.of(useSignal(referenceViews.all), assignmentId);
  return (
    <ToolButton
      size="large"
      label={t('reference.toggle')}
      tip={t('reference.toggleKeys', { key })}
      keys={`Shift+${key}`}
      Icon={IconBook2}
      isPressed={isShown}
      testId="toggle-reference"
      onUse={() => toggleReference(assignmentId)}
    />
  );
}
