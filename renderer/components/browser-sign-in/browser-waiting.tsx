import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBrowser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PastedAnswer } from './pasted-answer.tsx';
import type { BrowserSignIn } from './use-browser-sign-in.ts';

/** While the teacher is in their browser: what to do there, and the ways on from here. */
export function BrowserWaiting({ signIn }: { readonly signIn: BrowserSignIn }) {
  const { t } = useTranslation();
  const { answer } = signIn;
  return (
    <Stack gap="md" data-testid="browser-waiting">
      <div role="status">
        <Group gap="xs" wrap="nowrap">
          <IconBrowser aria-hidden />
          <Text fw={600}>{t('connect.browser.waiting')}</Text>
        </Group>
        <Text mt="xs">
          {t(answer === null ? 'connect.browser.waitingText' : 'connect.browser.moodleText')}
        </Text>
      </div>
      {answer === null ? null : <PastedAnswer signIn={signIn} answer={answer} />}
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
