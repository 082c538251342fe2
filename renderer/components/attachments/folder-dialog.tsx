import { Button, Group, Modal, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import { useStable } from '../../app/use-stable.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { IncomingFiles } from './incoming-files.ts';

/** Before a folder is taken: how many files it holds, and how large they are. */
export function FolderDialog({ incoming }: { incoming: IncomingFiles }) {
  const answer = useStable((isYes: boolean) => incoming.answer(isYes));
  return <Asking asked={useSignal(incoming.asked)} onAnswer={answer} />;
}

interface AskingProps {
  readonly asked: Survey | null;
  readonly onAnswer: (isYes: boolean) => void;
}

const Asking = memo(function Asking({ asked, onAnswer }: AskingProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={asked !== null}
      onClose={() => onAnswer(false)}
      title={t('attachments.folder.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="folder-dialog"
    >
      {asked === null ? null : <Question asked={asked} onAnswer={onAnswer} />}
    </Modal>
  );
});

function Question({ asked, onAnswer }: { asked: Survey; onAnswer: (isYes: boolean) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { files, skippedCount, isTooMuch, mostFiles } = asked;
  const size = formats.size(files.reduce((total, { sizeBytes }) => total + sizeBytes, 0));
  if (isTooMuch || files.length === 0)
    return (
      <>
        <Text>
          {isTooMuch ? t('attachments.folder.tooMuch', { most: mostFiles }) : t('attachments.folder.nothing')}
        </Text>
        <Group justify="flex-end" mt="md">
          <Button data-autofocus onClick={() => onAnswer(false)}>
            {t('app.action.close')}
          </Button>
        </Group>
      </>
    );
  return (
    <>
      <Text>{t('attachments.folder.found', { count: files.length, size })}</Text>
      {skippedCount === 0 ? null : (
        <Text c="dimmed">{t('attachments.folder.skipped', { count: skippedCount })}</Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => onAnswer(false)}>
          {t('app.action.cancel')}
        </Button>
        <Button data-autofocus onClick={() => onAnswer(true)}>
          {t('attachments.folder.take', { count: files.length })}
        </Button>
      </Group>
    </>
  );
}
