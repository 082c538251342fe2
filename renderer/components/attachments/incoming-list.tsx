import { Button } from '@mantine/core';
import { IconFolder, IconPaperclip } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from '../../app/bridge.ts';
import { useSignal } from '../../app/signal.ts';
import { useStable } from '../../app/use-stable.ts';
import './attachments.css';
import { FolderDialog } from './folder-dialog.tsx';
import type { IncomingFile, IncomingFiles } from './incoming-files.ts';
import { IncomingRow } from './incoming-row.tsx';

/** The files on their way that are told one by one: of several that came together, only those that were refused. */
export function useShownFiles(incoming: IncomingFiles): readonly IncomingFile[] {
  const batch = useSignal(incoming.batch);
  return useSignal(incoming.files).filter(
    ({ key, state }) => state === 'failed' || batch?.keys.has(key) !== true,
  );
}

/** The files on their way, on their own: where no list of joined ones is beside them. */
export function IncomingList({ label, incoming }: { label: string; incoming: IncomingFiles }) {
  const shown = useShownFiles(incoming);
  if (shown.length === 0) return null;
  return (
    <ul className="attachments-list" aria-label={label}>
      {shown.map((file) => (
        <IncomingRow key={file.key} file={file} incoming={incoming} />
      ))}
    </ul>
  );
}

interface ControlsProps {
  readonly incoming: IncomingFiles;
  readonly isReadOnly: boolean;
  /** What happens to the files: they are joined to something, or only come in. */
  readonly use: 'join' | 'bringIn';
  /** No button for folders. */
  readonly isOfFiles?: boolean;
}

/** What to add by the keyboard, and the question about a folder. */
export function IncomingControls({ incoming, isReadOnly, use, isOfFiles = false }: ControlsProps) {
  const { t } = useTranslation();
  // What is chosen goes to the owner for whom the dialog was opened, whoever is in view when it is answered.
  const chooseFiles = useStable(async () => {
    const paths = await bridge().chooseFiles({ title: t('attachments.chooseTitle'), isMultiple: true });
    if (paths.length > 0) await incoming.give(paths);
  });
  const chooseFolder = useStable(async () => {
    const path = await bridge().chooseFolder();
    if (path !== null) await incoming.give([path]);
  });
  return (
    <>
      {isReadOnly ? null : (
        <AddButtons use={use} onFiles={chooseFiles} onFolder={isOfFiles ? null : chooseFolder} />
      )}
      <FolderDialog incoming={incoming} />
    </>
  );
}

interface AddProps {
  readonly use: ControlsProps['use'];
  readonly onFiles: () => Promise<void>;
  readonly onFolder: (() => Promise<void>) | null;
}

/** The same for every owner. */
const AddButtons = memo(function AddButtons({ use, onFiles, onFolder }: AddProps) {
  const { t } = useTranslation();
  return (
    <div className="attachments-add">
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPaperclip size={16} aria-hidden />}
        data-testid="attach-button"
        onClick={() => void onFiles()}
      >
        {t(use === 'join' ? 'attachments.choose' : 'attachments.bringIn')}
      </Button>
      {onFolder === null ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFolder size={16} aria-hidden />}
          data-testid="attach-folder-button"
          onClick={() => void onFolder()}
        >
          {t(use === 'join' ? 'attachments.chooseFolder' : 'attachments.bringInFolder')}
        </Button>
      )}
    </div>
  );
});
