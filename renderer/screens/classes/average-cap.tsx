import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';

/** Whether bonuses may carry averages above 20; not asked where nothing is a bonus. */
export function AverageCap({ gradebook: { assignments, isCapped } }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const isReadOnly = useIsReadOnly();
  if (assignments.every(({ counting }) => counting !== 'bonus')) return null;
  const cap = async (capsAverages: boolean) => engineClient.settings.save({ capsAverages });
  const choose = (isOn: boolean) => {
    cap(isOn)
      .then(() =>
        toasts.undoable({
          label: t(`classes.summary.${isOn ? 'capped' : 'uncapped'}`),
          undo: async () => cap(!isOn),
          redo: async () => cap(isOn),
        }),
      )
      .catch(toasts.failed);
  };
  return (
    <Switch
      size="sm"
      label={t('classes.summary.cap')}
      checked={isCapped}
      disabled={isReadOnly}
      onChange={({ currentTarget }) => choose(currentTarget.checked)}
      data-testid="average-cap"
    />
  );
}
