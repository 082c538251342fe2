import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../../preload/contract/index.ts';
import { closeOpenedFile, openedFile } from '../../../app/opened-file.ts';
import { useSignal } from '../../../app/signal.ts';
import { useCancellable } from '../../../app/use-cancellable.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { ReuseDialog } from './reuse-dialog.tsx';
import { useSequenceFile } from './use-sequence-file.ts';

/** A sequence that was opened from the system (a double click): read once the teacher says so, then where it would take place. */
export function OpenedSequence() {
  const path = useSignal(openedFile);
  return path === null ? null : <Opened key={path} path={path} />;
}

function Opened({ path }: { path: string }) {
  const { t } = useTranslation();
  const { openFile } = useSequenceFile();
  const [template, setTemplate] = useState<Template | null>(null);
  const open = useCancellable(
    async (_none: null, signal: AbortSignal) => setTemplate(await openFile(path, signal)),
    { showsError: true },
  );
  if (template !== null) {
    const { id: templateId, title } = template;
    return (
      <ReuseDialog
        subject={{ source: { kind: 'template', templateId }, title }}
        heading={t('reuse.file.received', { title })}
        onClose={closeOpenedFile}
      />
    );
  }
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return (
    <Modal
      opened
      onClose={closeOpenedFile}
      title={t('reuse.file.openTitle')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      closeOnClickOutside={false}
    >
      <Stack gap="md" data-testid="opened-sequence">
        <Text>{t('reuse.file.openText', { name })}</Text>
        <ErrorNotice error={open.error} />
        <Group gap="sm" justify="flex-end">
          {open.isPending ? (
            <WorkUnderWay work="sequence" onCancel={open.cancel} />
          ) : (
            <>
              <Button variant="default" onClick={closeOpenedFile}>
                {t('app.action.cancel')}
              </Button>
              <Button onClick={() => open.mutate(null)} data-autofocus data-testid="opened-sequence-read">
                {t('reuse.file.openNow')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
