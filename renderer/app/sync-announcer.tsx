import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../preload/contract/index.ts';
import { engine } from './engine.ts';
import { isSignInAsked } from './sign-in-request.ts';
import { takeAsked } from './start-sync.ts';
import type { SyncEnding } from './sync-ending.ts';
import { endingOf, hasEnded } from './sync-ending.ts';
import { useErrorWords } from './use-app-error.ts';

/** Tells screen readers how a sync ended, politely and on every screen: its end, a failure, new conflicts and refusals; never its steps. */
export function SyncAnnouncer() {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const { data: status } = useQuery(engine.sync.status.queryOptions());
  const before = useRef<SyncStatus | null>(null);
  // Numbered: the same words twice are two pieces of news.
  const [said, setSaid] = useState({ number: 0, words: '' });
  const follow = useEffectEvent((now: SyncStatus) => {
    const last = before.current;
    // Conflicts that open while it runs are news at its end.
    if (last !== null && now.isRunning) return;
    before.current = now;
    if (last === null || !hasEnded(last, now)) return;
    const ending = endingOf(last, now, takeAsked());
    // The dialog that asks for the password says it all.
    if (ending === null || (ending.kind === 'failed' && isSignInAsked.get())) return;
    setSaid(({ number }) => ({ number: number + 1, words: inWords(ending, t, wordsOf) }));
  });
  useEffect(() => {
    if (status !== undefined) follow(status);
  }, [status]);
  return (
    <div role="status" aria-live="polite" className="visually-hidden" data-testid="sync-news">
      <p key={said.number}>{said.words}</p>
    </div>
  );
}

function inWords(ending: SyncEnding, t: TFunction, wordsOf: ReturnType<typeof useErrorWords>): string {
  if ('count' in ending) return t(`sync.ended.${ending.kind}`, { count: ending.count });
  if (ending.kind !== 'failed') return t(`sync.ended.${ending.kind}`);
  const { title, text } = wordsOf(ending.error);
  return t('sync.ended.failed', { title, text });
}
