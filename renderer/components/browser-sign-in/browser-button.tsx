import { Button, Text } from '@mantine/core';
import { IconBrowser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BrowserSignIn } from './use-browser-sign-in.ts';

/** The way in by the browser, for an ENT that offers it. */
export function BrowserButton({ signIn }: { readonly signIn: BrowserSignIn }) {
  const { t } = useTranslation();
  const isBeginning = signIn.state === 'beginning';
  return (
    <div data-testid="browser-offer">
      <Button
        fullWidth
        variant="default"
        leftSection={<IconBrowser size={18} aria-hidden />}
        onClick={signIn.begin}
        loading={isBeginning}
      >
        {t('connect.browser.button')}
      </Button>
      <Text size="sm" c="var(--cartable-quiet)" mt={4} role="status">
        {isBeginning ? t('connect.browser.beginning') : t('connect.browser.hint')}
      </Text>
    </div>
  );
}
