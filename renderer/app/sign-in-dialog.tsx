import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../preload/contract/index.ts';
import { BrowserButton } from '../components/browser-sign-in/browser-button.tsx';
import { BrowserWaiting } from '../components/browser-sign-in/browser-waiting.tsx';
import { useBrowserOffer, useBrowserSignIn } from '../components/browser-sign-in/use-browser-sign-in.ts';
import { ErrorNotice } from '../components/error-notice.tsx';
import { engine } from './engine.ts';
import { isSignInAsked } from './sign-in-request.ts';
import { useSignal } from './signal.ts';
import { useToasts } from './toasts.tsx';
import { useStartSync } from './use-start-sync.ts';

/** Lets the teacher sign in again when a call to the ENT found the session ended. */
export function SignInDialog() {
  const { t } = useTranslation();
  const isAsked = useSignal(isSignInAsked);
  const { data: workspace } = useQuery(engine.account.state.queryOptions());
  const account = workspace?.account ?? null;
  const close = () => isSignInAsked.set(false);
  return (
    <Modal
      opened={isAsked && account !== null}
      onClose={close}
      title={t('app.signIn.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      {account === null ? null : <SignInForm account={account} onClose={close} />}
    </Modal>
  );
}

function SignInForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [password, setPassword] = useState('');
  const { mutate: sync } = useStartSync();
  const onSuccess = () => {
    onClose();
    toasts.done(t('app.signIn.done'));
    // What was asked for goes on: nobody signs in again for anything else.
    sync();
  };
  const signIn = useMutation(engine.account.signIn.mutationOptions({ onSuccess }));
  const browser = useBrowserSignIn(null, onSuccess);
  const providers = useBrowserOffer(null, account.kind !== 'demo');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ password });
  };
  if (browser.state === 'waiting') return <BrowserWaiting signIn={browser} />;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>{t('app.signIn.text', { login: account.login, school: account.schoolName })}</Text>
        <ErrorNotice error={signIn.error ?? browser.error} />
        {providers === null ? null : <BrowserButton signIn={browser} providers={providers} />}
        <PasswordInput
          label={t('app.signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('app.togglePassword') }}
          autoComplete="current-password"
          data-autofocus
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('app.signIn.later')}
          </Button>
          <Button type="submit" loading={signIn.isPending} disabled={password === ''}>
            {t('app.signIn.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
