import { Button } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../../../preload/contract/index.ts';
import { useErrorWords } from '../../app/use-app-error.ts';
import type { SaveState, SaveStatus } from './autosave.ts';
import { mayRetry } from './may-retry.ts';
import './save-mark.css';

const ICONS: Record<Exclude<SaveStatus, 'resting'>, typeof IconCheck> = {
  typed: IconPencil,
  saving: IconPencil,
  saved: IconCheck,
  retrying: IconRefresh,
  failed: IconAlertCircle,
};

/** Troubles of the engine itself: a banner tells them, and the text here is sent again without anybody's help. */
const OURS = new Set<ErrorCode>(['engine/restarted', 'engine/unavailable', 'lock/locked', 'store/busy']);

interface Props {
  readonly state: SaveState;
  /** Said first, when it is not what is on screen that is troubled. */
  readonly where?: string | undefined;
  /** Given where a refused value can be tried again by hand. */
  readonly onRetry?: () => void;
  readonly testId?: string;
}

/** « Enregistré », once the engine has said so, and not before; or why it is not. */
export function SaveMark({ state, where, onRetry, testId = 'save-state' }: Props) {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const { status, error } = state;
  const Icon = status === 'resting' ? null : ICONS[status];
  return (
    <div className="save-mark" role="status" data-testid={testId} data-status={status}>
      {Icon === null ? null : <Icon size={16} stroke={1.8} aria-hidden />}
      <span>
        {where === undefined ? null : `${where} `}
        {status === 'resting' ? null : t(`autosave.${status}`)}
        {error === null || OURS.has(error.code) ? null : ` ${wordsOf(error).title}. ${wordsOf(error).text}`}
      </span>
      {mayRetry(state) && onRetry !== undefined ? (
        <Button variant="subtle" size="compact-sm" onClick={onRetry}>
          {t('app.action.retry')}
        </Button>
      ) : null}
    </div>
  );
}
