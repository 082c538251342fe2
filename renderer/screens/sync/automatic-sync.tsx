import { Anchor, Button, Menu } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AutomaticSync } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { toHash } from '../../app/routes.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useMoment } from './use-moment.ts';

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 7;

/** Whether exchanges begin by themselves, when the next one does, and the pause. */
export function AutomaticSyncLine({ automatic }: { automatic: AutomaticSync }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const { state } = automatic;
  return (
    <div className="sync-automatic" data-testid="sync-automatic">
      <p role="status">{stateInWords(automatic, t, moment)}</p>
      {state === 'on' ? <PauseMenu /> : null}
      {state === 'paused' ? <ResumeButton /> : null}
      {state === 'off' ? (
        <Anchor href={toHash({ screen: 'settings' })}>{t('sync.automatic.settings')}</Anchor>
      ) : null}
    </div>
  );
}

function stateInWords(
  { state, nextAt, pausedUntil }: AutomaticSync,
  t: TFunction,
  moment: (atMs: number) => string,
): string {
  if (state === 'on' && nextAt !== null) return t('sync.automatic.next', { when: moment(nextAt) });
  if (state === 'paused' && pausedUntil !== null)
    return t('sync.automatic.pausedUntil', { when: moment(pausedUntil) });
  return t(`sync.automatic.${state}`);
}

function PauseMenu() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const pause = useMutation(engine.sync.pauseAutomatic.mutationOptions({ onError: toasts.failed }));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          loading={pause.isPending}
        >
          {t('sync.automatic.pause')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => pause.mutate({ untilMs: Date.now() + HOUR_MS })}>
          {t('sync.automatic.anHour')}
        </Menu.Item>
        <Menu.Item onClick={() => pause.mutate({ untilMs: tomorrowMorning() })}>
          {t('sync.automatic.tomorrow')}
        </Menu.Item>
        <Menu.Item onClick={() => pause.mutate({ untilMs: null })}>{t('sync.automatic.forLong')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ResumeButton() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const resume = useMutation(engine.sync.resumeAutomatic.mutationOptions({ onError: toasts.failed }));
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      onClick={() => resume.mutate(undefined)}
      loading={resume.isPending}
    >
      {t('sync.automatic.resume')}
    </Button>
  );
}

function tomorrowMorning(): number {
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING_HOUR, 0, 0, 0);
}
