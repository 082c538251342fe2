import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../preload/contract/index.ts';
import { toAppError } from '../../app/app-error.ts';
import { engine, engineClient } from '../../app/engine.ts';

export interface Provider {
  readonly id: number;
  readonly name: string;
}

const NONE: readonly Provider[] = [];

/**
 * Whether an ENT or a Moodle lets teachers sign in by their browser, and where beside its page: asked once an address, and not again when it
 * cannot be told. Null: it does not.
 */
export function useBrowserOffer(url: string | null, isEnabled: boolean): readonly Provider[] | null {
  const { data } = useQuery(
    engine.account.browser.offer.queryOptions({
      input: { url },
      enabled: isEnabled,
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnMount: false,
      refetchOnReconnect: false,
      refetchOnWindowFocus: false,
    }),
  );
  return isEnabled && data?.isOffered === true ? (data.providers ?? NONE) : null;
}

export interface BrowserSignIn {
  /** On the server's page, or straight on one of its providers'. */
  begin(providerId?: number): void;
  openAgain(): void;
  cancel(): void;
  /** Takes the address that the teacher has copied from the page. Null where the browser brings the answer by itself. */
  readonly answer: ((address: string) => void) | null;
  readonly isAnswering: boolean;
  readonly answerError: unknown;
  readonly state: 'idle' | 'beginning' | 'waiting';
  /** Null also for one that the teacher has cancelled. */
  readonly error: unknown;
}

/** Signs in by the teacher's own browser, at an address or (null) again. */
export function useBrowserSignIn(
  url: string | null,
  onSignedIn: (account: Account) => unknown,
): BrowserSignIn {
  const { t, i18n } = useTranslation();
  const [begun, setBegun] = useState<{ signInId: string; takesAnswer: boolean } | null>(null);
  const signInId = begun?.signInId ?? null;
  // It bears a token: not kept once it is answered.
  const answer = useMutation(engine.account.browser.answer.mutationOptions({ gcTime: 0 }));
  const signIn = useMutation({
    mutationFn: async (providerId: number | undefined) => {
      const words = { done: t('connect.browser.done'), failed: t('connect.browser.failed') };
      const languages = i18n.language.startsWith('en') ? 'en fr' : 'fr en';
      const begun = await engineClient.account.browser.begin({ url, languages, words, providerId });
      setBegun(begun);
      answer.reset();
      // Waited for before the browser is opened: it may be back at once.
      const finished = engineClient.account.browser.finish({ signInId: begun.signInId });
      void open(begun.signInId);
      return finished;
    },
    onSuccess: onSignedIn,
    onSettled: () => setBegun(null),
  });
  const isOver = signIn.error !== null && toAppError(signIn.error).params.reason === 'cancelled';
  return {
    begin: (providerId) => signIn.mutate(providerId),
    openAgain: () => {
      if (signInId !== null) void open(signInId);
    },
    answer:
      begun?.takesAnswer === true ? (address) => answer.mutate({ signInId: begun.signInId, address }) : null,
    isAnswering: answer.isPending,
    answerError: answer.error,
    cancel: () => {
      if (signInId !== null) void engineClient.account.browser.cancel({ signInId }).catch(() => undefined);
    },
    state: !signIn.isPending ? 'idle' : signInId === null ? 'beginning' : 'waiting',
    error: isOver ? null : signIn.error,
  };
}

/** One that is over by now has nothing to open, and its end is told by whoever waits for it. */
function open(signInId: string): Promise<unknown> {
  return engineClient.account.browser.open({ signInId }).catch(() => undefined);
}
