import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useSignal } from '../../app/signal.ts';
import type { AttachedFile } from './attached-file.ts';
import { AttachedRow } from './attached-row.tsx';
import './attachments.css';
import { DocumentDialog } from './document-dialog.tsx';
import type { IncomingFiles } from './incoming-files.ts';
import { IncomingRow } from './incoming-row.tsx';

interface Props {
  /** Names the list, and describes its button. */
  readonly label: string;
  readonly files: readonly AttachedFile[];
  readonly incoming: IncomingFiles;
  readonly isReadOnly: boolean;
  readonly onRemove: (file: AttachedFile) => void;
}

/** Attached files with what the optimiser made of them, those on their way, and the button to add some. */
export function AttachmentList({ label, files, incoming, isReadOnly, onRemove }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<DocumentRef | null>(null);
  const coming = useSignal(incoming.files);
  const choose = async () => {
    const paths = await bridge().chooseFiles({ title: t('attachments.chooseTitle'), isMultiple: true });
    if (paths.length > 0) incoming.add(paths);
  };
  return (
    <div className="attachments" data-testid="attachments">
      {files.length + coming.length === 0 ? null : (
        <ul className="attachments-list" aria-label={label}>
          {files.map((file) => (
            <AttachedRow
              key={file.id}
              file={file}
              onOpen={() => setOpened(file.document)}
              onRemove={isReadOnly ? undefined : () => onRemove(file)}
            />
          ))}
          {coming.map((file) => (
            <IncomingRow key={file.key} file={file} incoming={incoming} />
          ))}
        </ul>
      )}
      {isReadOnly ? null : (
        <Button
          className="attachments-add"
          variant="default"
          size="compact-sm"
          leftSection={<IconPaperclip size={16} aria-hidden />}
          data-testid="attach-button"
          onClick={() => void choose()}
        >
          {t('attachments.choose')}
        </Button>
      )}
      <DocumentDialog document={opened} onClose={() => setOpened(null)} />
    </div>
  );
}
