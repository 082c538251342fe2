import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SIGN_IN_CODES, type SyncSession, type SyncStatus } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { isSignInAsked } from '../../app/sign-in-request.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useErrorWords } from '../../app/use-app-error.ts';
import { useStartSync } from '../../app/use-start-sync.ts';
import { SyncLine } from '../../components/sync-line.tsx';
import { SyncProgressView } from '../../components/sync-progress-view.tsx';
import { AutomaticSyncLine } from './automatic-sync.tsx';

/** What these failures leave to the teacher is on this very page. */
const CHOICES_BELOW = ['sync/too-many-deletions', 'sync/dataset-changed'] as const;
const isChoiceBelow = (code: string): code is (typeof CHOICES_BELOW)[number] =>
  (CHOICES_BELOW as readonly string[]).includes(code);

/** One line of state and its button; while a sync runs, its progress and the way to stop it. */
export function SyncNow({ status }: { status: SyncStatus }) {
  const { t } = useTranslation();
  const wordsOf = useFailureWords();
  const start = useStartSync();
  const button = useRef<HTMLButtonElement>(null);
  const keptFocus = useKeptFocus(button, `${status.isRunning} ${start.isPending}`);
  const last = status.isRunning ? null : status.lastSession;
  const leftOut = last?.copiesLeftOut ?? 0;
  const nameless = last?.namelessRows ?? 0;
  const failure = last?.error ?? null;
  return (
    <section className="sync-now" aria-label={t('sync.title')}>
      <div className="sync-now-head" {...keptFocus}>
        <SyncLine status={status} />
        {status.isRunning ? (
          <StopButton button={button} />
        ) : (
          <Button
            ref={button}
            onClick={() => start.mutate()}
            loading={start.isPending}
            data-testid="sync-now"
          >
            {t('sync.now')}
          </Button>
        )}
      </div>
      {status.isRunning ? <SyncProgressView /> : null}
      {failure === null ? null : <p className="sync-failure">{wordsOf(failure)}</p>}
      {leftOut === 0 ? null : (
        <p className="sync-failure" data-testid="left-out">
          {t('sync.leftOut', { count: leftOut })}
        </p>
      )}
      {nameless === 0 ? null : (
        <p className="sync-failure" data-testid="nameless-rows">
          {t('sync.nameless', { count: nameless })}
        </p>
      )}
      {failure !== null && SIGN_IN_CODES.has(failure.code) ? (
        <Button
          variant="default"
          size="compact-sm"
          className="sync-sign-in"
          onClick={() => isSignInAsked.set(true)}
        >
          {t('sync.signIn')}
        </Button>
      ) : null}
      <AutomaticSyncLine automatic={status.automatic} />
      <p className="sync-note">{t('sync.offlineNote')}</p>
      <PromiseLine />
    </section>
  );
}

/** What holds when an answer was lost and the same is sent again. */
function PromiseLine() {
  const { t } = useTranslation();
  const account = useQuery(engine.account.state.queryOptions()).data?.account;
  if (account == null) return null;
  return (
    <p className="sync-note" data-testid="sync-promise">
      {t(account.keepsLedger ? 'sync.promise.ledger' : 'sync.promise.readBefore')}
    </p>
  );
}

/** What a failed exchange leaves to do: a choice that waits on this page, or what the error says. */
function useFailureWords(): (failure: NonNullable<SyncSession['error']>) => string {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const notices = useQuery(engine.sync.notices.queryOptions()).data;
  return (failure) => {
    if (!isChoiceBelow(failure.code)) return wordsOf(failure).text;
    const isMade = notices?.datasetChange === null && notices.heldDeletions === null;
    return isMade ? t('sync.choiceMade') : t(`sync.choiceBelow.${failure.code}`);
  };
}

/** Lives as long as the sync that runs: once pressed, it stays pressed until that one has ended. */
function StopButton({ button }: { button: RefObject<HTMLButtonElement | null> }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const cancel = useMutation(engine.sync.cancel.mutationOptions({ onError: toasts.failed }));
  const isPressed = cancel.isPending || cancel.isSuccess;
  return (
    <Button ref={button} variant="default" onClick={() => cancel.mutate(undefined)} disabled={isPressed}>
      {isPressed ? t('sync.cancelling') : t('sync.cancel')}
    </Button>
  );
}

/**
 * « Synchroniser » and « Arrêter » take each other's place: who was on one by the keyboard is on the other.
 *
 * Answers what to put on the element around them. A button that is taken away or disabled says no goodbye, so what
 * has the focus then is nothing: elsewhere it is left alone.
 */
function useKeptFocus(button: RefObject<HTMLButtonElement | null>, state: string) {
  const hadFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the state changes the button, or whether it can be pressed, or lets it be pressed
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) button.current?.focus();
  }, [button, state]);
  return {
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: () => {
      hadFocus.current = false;
    },
  };
}
