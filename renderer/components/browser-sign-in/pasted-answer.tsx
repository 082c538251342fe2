import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../error-notice.tsx';
import type { BrowserSignIn } from './use-browser-sign-in.ts';

/** For a computer on which no link opens Cartable: the teacher brings the answer from the browser by hand. */
export function PastedAnswer({
  signIn,
  answer,
}: {
  readonly signIn: BrowserSignIn;
  readonly answer: (address: string) => void;
}) {
  const { t } = useTranslation();
  const [pasted, setPasted] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer(pasted.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <ErrorNotice error={signIn.answerError} />
        <Group gap="sm" align="flex-end">
          <TextInput
            flex="1 1 240px"
            label={t('connect.browser.paste')}
            description={t('connect.browser.pasteHint')}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" loading={signIn.isAnswering} disabled={pasted.trim() === ''}>
            {t('connect.browser.pasteSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
