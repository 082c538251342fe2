import { Button, Text } from '@mantine/core';
import { IconBrowser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BrowserSignIn, Provider } from './use-browser-sign-in.ts';

interface Props {
  readonly signIn: BrowserSignIn;
  /** Where else than on the server's page. */
  readonly providers: readonly Provider[];
}

/** The ways in by the browser, for an ENT or a Moodle that offers them. */
export function BrowserButton({ signIn, providers }: Props) {
  const { t } = useTranslation();
  const isBeginning = signIn.state === 'beginning';
  return (
    <div data-testid="browser-offer">
      <Button
        fullWidth
        variant="default"
        leftSection={<IconBrowser size={18} aria-hidden />}
        onClick={() => signIn.begin()}
        loading={isBeginning}
      >
        {t('connect.browser.button')}
      </Button>
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          fullWidth
          variant="default"
          mt={8}
          leftSection={<IconBrowser size={18} aria-hidden />}
          onClick={() => signIn.begin(id)}
          disabled={isBeginning}
          data-testid="browser-provider"
        >
          {t('connect.browser.provider', { name })}
        </Button>
      ))}
      <Text size="sm" c="var(--cartable-quiet)" mt={4} role="status">
        {isBeginning ? t('connect.browser.beginning') : t('connect.browser.hint')}
      </Text>
    </div>
  );
}
