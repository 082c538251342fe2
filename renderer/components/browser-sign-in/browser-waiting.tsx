import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBrowser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BrowserSignIn } from './use-browser-sign-in.ts';

/** While the teacher is in their browser: what to do there, and the two ways on from here. */
export function BrowserWaiting({ signIn }: { readonly signIn: BrowserSignIn }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" data-testid="browser-waiting">
      <div role="status">
        <Group gap="xs" wrap="nowrap">
          <IconBrowser aria-hidden />
          <Text fw={600}>{t('connect.browser.waiting')}</Text>
        </Group>
        <Text mt="xs">{t('connect.browser.waitingText')}</Text>
      </div>
      <Group gap="sm">
        <Button variant="default" onClick={signIn.openAgain} data-autofocus autoFocus>
          {t('connect.browser.openAgain')}
        </Button>
        <Button variant="default" onClick={signIn.cancel}>
          {t('connect.browser.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
