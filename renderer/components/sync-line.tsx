import {
  IconAlertCircle,
  IconArrowsSplit2,
  IconCircleCheck,
  IconClock,
  IconCloudOff,
  IconRefresh,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../preload/contract/index.ts';
import { useErrorWords } from '../app/use-app-error.ts';
import { useRelative } from '../app/use-relative.ts';
import type { Formats } from '../i18n/format.ts';
import { useFormats } from '../i18n/use-formats.ts';
import './sync-line.css';

type Tone = 'done' | 'waiting' | 'trouble' | 'running';

const ICONS = {
  done: IconCircleCheck,
  waiting: IconClock,
  running: IconRefresh,
  conflict: IconArrowsSplit2,
  failed: IconAlertCircle,
  paused: IconCloudOff,
};

/** The state of sync in one line: what is true, then when the ENT was last met. */
export function SyncLine({ status }: { status: SyncStatus }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const wordsOf = useErrorWords();
  const relative = useRelative();
  const { tone, icon, words } = stateInWords(status, { t, formats, wordsOf });
  const Icon = ICONS[icon];
  return (
    <div className="sync-line" data-tone={tone}>
      <Icon className="sync-line-icon" size={20} stroke={1.8} aria-hidden />
      <div>
        <p className="sync-line-words">{words}</p>
        <p className="sync-line-last">{lastInWords(status, t, relative)}</p>
      </div>
    </div>
  );
}

/** A site that is being mended asks for silence too: that is why, and not that it is asked too much of. */
export function isInMaintenance({ pausedUntil, lastSession }: SyncStatus): boolean {
  return pausedUntil !== null && lastSession?.error?.code === 'moodle/maintenance';
}

interface Speech {
  readonly t: TFunction;
  readonly formats: Formats;
  readonly wordsOf: ReturnType<typeof useErrorWords>;
}

function stateInWords(
  status: SyncStatus,
  { t, formats, wordsOf }: Speech,
): { tone: Tone; icon: keyof typeof ICONS; words: string } {
  if (status.isRunning) return { tone: 'running', icon: 'running', words: t('sync.line.running') };
  if (status.pausedUntil !== null) {
    const { state } = status.automatic;
    const shut = state === 'on' ? 'shut' : 'shutForNow';
    return {
      tone: 'waiting',
      icon: 'paused',
      words: t(`sync.line.${isInMaintenance(status) ? shut : 'paused'}`, {
        time: formats.time(status.pausedUntil),
      }),
    };
  }
  if (status.conflictCount > 0) {
    return {
      tone: 'trouble',
      icon: 'conflict',
      words: t('sync.line.conflicts', { count: status.conflictCount }),
    };
  }
  const error = status.lastSession?.outcome === 'failed' ? status.lastSession.error : null;
  if (error !== null) return { tone: 'trouble', icon: 'failed', words: wordsOf(error).title };
  if (status.refusedCount > 0) {
    return {
      tone: 'trouble',
      icon: 'failed',
      words: t('sync.line.refused', { count: status.refusedCount }),
    };
  }
  if (status.waitingCount > 0) {
    const size =
      status.bytesWaiting > 0
        ? t('sync.line.withDocuments', { size: formats.size(status.bytesWaiting) })
        : '';
    return {
      tone: 'waiting',
      icon: 'waiting',
      words: t('sync.line.waiting', { count: status.waitingCount, size }),
    };
  }
  if (status.lastSession?.outcome === 'cancelled' || status.lastSession?.outcome === 'interrupted')
    return { tone: 'waiting', icon: 'waiting', words: t('sync.line.unfinished') };
  if (status.lastSession === null)
    return { tone: 'waiting', icon: 'waiting', words: t('sync.line.nothingYet') };
  return { tone: 'done', icon: 'done', words: t('sync.line.upToDate') };
}

function lastInWords(
  { isRunning, lastSession }: SyncStatus,
  t: TFunction,
  relative: (atMs: number) => string,
): string {
  if (isRunning) return t('sync.line.meanwhile');
  if (lastSession === null) return t('sync.line.never');
  return t(lastSession.outcome === 'failed' ? 'sync.line.lastTried' : 'sync.line.last', {
    when: relative(lastSession.endedAt ?? lastSession.startedAt),
  });
}
