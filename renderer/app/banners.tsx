import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from './bridge.ts';
import { engine } from './engine.ts';
import { engineState } from './engine-state.ts';
import { useSignal } from './signal.ts';

/** Strips above the screen for what concerns the whole window: the engine's state, read-only data. */
export function Banners() {
  return (
    <>
      <EngineBanner />
      <ReadOnlyBanner />
    </>
  );
}

/**
 * The engine's state alone. Where the account cannot be known nothing else must ask for it: a question that has failed
 * is asked anew by each part of the screen that appears, and would be for ever.
 */
export function EngineBanner() {
  const { t } = useTranslation();
  const state = useSignal(engineState);
  if (state === 'restarting') {
    return (
      <Strip tone="amber" icon={<IconRefresh size={18} />}>
        {t('app.engine.restarting')}
      </Strip>
    );
  }
  if (state !== 'failed') return null;
  return (
    <Strip tone="red" icon={<IconAlertTriangle size={18} />}>
      {t('app.engine.failed')}
      <Button size="compact-sm" onClick={() => bridge().restartEngine()}>
        {t('app.engine.restart')}
      </Button>
    </Strip>
  );
}

function ReadOnlyBanner() {
  const { t } = useTranslation();
  const { data: workspace } = useQuery(engine.account.state.queryOptions());
  if (!workspace?.isReadOnly) return null;
  return (
    <Strip tone="amber" icon={<IconLock size={18} />}>
      {workspace.fromFutureVersion === null ? t('app.readOnly.other') : t('app.readOnly.future')}
    </Strip>
  );
}

function Strip({ tone, icon, children }: { tone: 'amber' | 'red'; icon: ReactNode; children: ReactNode }) {
  return (
    <div className="app-strip" data-tone={tone} role={tone === 'red' ? 'alert' : 'status'}>
      {icon}
      <div className="app-strip-text">{children}</div>
    </div>
  );
}
