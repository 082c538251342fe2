import { IconAlertCircle, IconEqual, IconFeather } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Optimisation } from '../../../preload/contract/index.ts';

const ICONS = { optimised: IconFeather, kept: IconEqual, refused: IconAlertCircle };

/** What the optimiser made of a document: an icon and a word. */
export function OutcomeMark({ optimisation }: { optimisation: Optimisation }) {
  const { t } = useTranslation();
  const Icon = ICONS[optimisation.outcome];
  return (
    <span className="documents-outcome" data-outcome={optimisation.outcome}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(`optimise.outcome.${optimisation.outcome}`)}
    </span>
  );
}
