import { IconAlertCircle, IconArrowsSplit2, IconCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncState } from '../../preload/contract/index.ts';
import './sync-mark.css';

const ICONS = { synced: IconCheck, waiting: IconClock, conflict: IconArrowsSplit2, refused: IconAlertCircle };

interface Props {
  readonly state: SyncState;
  /** The icon alone, its words for screen readers and on hover: in dense rows. */
  readonly isCompact?: boolean;
  /** The server has no place for it: what is saved is here alone. */
  readonly isKeptHere?: boolean;
}

/** Where an edit stands on its way to the ENT: an icon and its words. */
export function SyncMark({ state, isCompact = false, isKeptHere = false }: Props) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  const words = t(`app.syncState.${isKeptHere && state === 'synced' ? 'here' : state}`);
  return (
    <span className="sync-mark" data-state={state} title={isCompact ? words : undefined}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span className={isCompact ? 'visually-hidden' : undefined}>{words}</span>
    </span>
  );
}
