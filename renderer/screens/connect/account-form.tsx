import { Button, Divider, PasswordInput, TextInput, Title } from '@mantine/core';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../../app/app-error.ts';
import { useManaged } from '../../app/use-managed.ts';
import { BrowserButton } from '../../components/browser-sign-in/browser-button.tsx';
import { BrowserWaiting } from '../../components/browser-sign-in/browser-waiting.tsx';
import { useBrowserOffer, useBrowserSignIn } from '../../components/browser-sign-in/use-browser-sign-in.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useAfterConnect, useConnect } from './use-connect.ts';

/** Address, login and password of an ENT; the field at fault is marked, the notice says what is wrong. */
export function AccountForm() {
  const { t } = useTranslation();
  const { ent } = useManaged();
  const [typedUrl, setUrl] = useState<string | null>(null);
  const url = (ent.isLocked ? null : typedUrl) ?? ent.url ?? '';
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  /** What stood in the address field when it was left: only then is the ENT asked. */
  const [left, setLeftUrl] = useState<string | null>(null);
  const leftUrl = left ?? ent.url ?? '';
  const connect = useConnect();
  const browser = useBrowserSignIn(url.trim(), useAfterConnect());
  const providers = useBrowserOffer(leftUrl, leftUrl !== '' && leftUrl === url.trim());
  const headingId = useId();
  const connectTo = (address: string) => connect.mutate({ url: address, login: login.trim(), password });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connectTo(url.trim());
  };
  const moved = ent.isLocked ? null : newAddressIn(connect.error ?? browser.error);
  /** The teacher's yes: the password goes to the new address from here on. */
  const goOn = (address: string) => {
    setUrl(address);
    setLeftUrl(address);
    if (isComplete) connectTo(address);
  };
  const isComplete = url.trim() !== '' && login.trim() !== '' && password !== '';
  const fault = connect.error === null ? null : fieldAtFault(connect.error);
  if (browser.state === 'waiting')
    return (
      <section className="connect-form" aria-labelledby={headingId}>
        <Title order={2} id={headingId}>
          {t('connect.account.title')}
        </Title>
        <BrowserWaiting signIn={browser} />
      </section>
    );
  return (
    <form className="connect-form" onSubmit={submit} aria-labelledby={headingId}>
      <Title order={2} id={headingId}>
        {t('connect.account.title')}
      </Title>
      <ErrorNotice error={connect.error ?? browser.error} isConnecting />
      {moved === null || moved === url.trim() ? null : (
        <Button variant="default" onClick={() => goOn(moved)} data-testid="go-on">
          {t('connect.account.goOn', { address: moved })}
        </Button>
      )}
      <TextInput
        label={t('connect.account.address')}
        description={t(ent.isLocked ? 'settings.managed.hint' : 'connect.account.addressHint')}
        readOnly={ent.isLocked}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        onBlur={() => setLeftUrl(url.trim())}
        error={fault === 'address'}
        autoComplete="url"
        inputMode="url"
        spellCheck={false}
      />
      {providers === null ? null : (
        <>
          <BrowserButton signIn={browser} providers={providers} />
          <Divider label={t('connect.browser.or')} />
        </>
      )}
      <TextInput
        label={t('connect.account.login')}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
        error={fault === 'credentials'}
        autoComplete="username"
        spellCheck={false}
      />
      <PasswordInput
        label={t('connect.account.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={fault === 'credentials'}
        visibilityToggleButtonProps={{ 'aria-label': t('app.togglePassword') }}
        autoComplete="current-password"
      />
      <Button type="submit" loading={connect.isPending} disabled={!isComplete}>
        {t('connect.account.submit')}
      </Button>
      <p role="status" className="connect-text">
        {connect.isPending ? t('connect.account.connecting') : null}
      </p>
    </form>
  );
}

/** Where a site that has moved leads to. */
function newAddressIn(error: unknown): string | null {
  if (error === null) return null;
  const { code, params } = toAppError(error);
  return code === 'moodle/moved' && typeof params.address === 'string' ? params.address : null;
}

function fieldAtFault(error: unknown): 'address' | 'credentials' | null {
  const { code } = toAppError(error);
  if (code === 'account/wrong-credentials') return 'credentials';
  const isOfAddress =
    code === 'account/wrong-address' || code === 'ent/not-an-ent' || code === 'ent/insecure';
  return isOfAddress ? 'address' : null;
}
