import { useCallback, useState } from 'react';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import type { AttachedFile } from './attached-file.ts';
import { AttachedRow, type TeacherChoice } from './attached-row.tsx';
import './attachments.css';
import { BatchPanel } from './batch-panel.tsx';
import { DocumentDialog } from './document-dialog.tsx';
import type { IncomingFiles } from './incoming-files.ts';
import { IncomingControls, useShownFiles } from './incoming-list.tsx';
import { IncomingRow } from './incoming-row.tsx';

interface Props {
  /** Names the list, and describes its button. */
  readonly label: string;
  readonly files: readonly AttachedFile[];
  readonly incoming: IncomingFiles;
  readonly isReadOnly: boolean;
  readonly onRemove: (file: AttachedFile) => void;
  /** Opens one in another program, from where it comes back; absent: nothing comes back here. */
  readonly onOpenOutside?: (file: AttachedFile) => void;
  /** For whom each is; absent: for whom the rest is. */
  readonly teacherOf?: (file: AttachedFile) => TeacherChoice;
  /** No button for folders: where little is joined. */
  readonly isOfFiles?: boolean;
  /** What they hang on goes to no server: they are here alone. */
  readonly isKeptHere?: boolean;
}

/** Attached files with what the optimiser made of them, those on their way, and the buttons to add some. */
export function AttachmentList(props: Props) {
  const {
    label,
    files,
    incoming,
    isReadOnly,
    onRemove,
    onOpenOutside,
    teacherOf,
    isOfFiles = false,
    isKeptHere = false,
  } = props;
  const [opened, setOpened] = useState<DocumentRef | null>(null);
  const close = useCallback(() => setOpened(null), []);
  const coming = useShownFiles(incoming);
  return (
    <div className="attachments" data-testid="attachments">
      <BatchPanel incoming={incoming} />
      {files.length + coming.length === 0 ? null : (
        <ul className="attachments-list" aria-label={label}>
          {files.map((file) => (
            <AttachedRow
              key={file.id}
              file={file}
              teacher={teacherOf?.(file)}
              onOpen={() => setOpened(file.document)}
              onOpenOutside={
                isReadOnly || onOpenOutside === undefined ? undefined : () => onOpenOutside(file)
              }
              onRemove={isReadOnly ? undefined : () => onRemove(file)}
              isKeptHere={isKeptHere}
            />
          ))}
          {coming.map((file) => (
            <IncomingRow key={file.key} file={file} incoming={incoming} />
          ))}
        </ul>
      )}
      <IncomingControls incoming={incoming} isReadOnly={isReadOnly} use="join" isOfFiles={isOfFiles} />
      <DocumentDialog document={opened} onClose={close} />
    </div>
  );
}
