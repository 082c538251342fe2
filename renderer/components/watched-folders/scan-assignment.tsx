import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WatchedFolder } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useFormats } from '../../i18n/use-formats.ts';

const NONE = '';

/** Whose scanned copies arrive in a folder, and the last pile that was shared out by itself. */
export function ScanAssignment({ folder, folderName }: { folder: WatchedFolder; folderName: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const toasts = useToasts();
  const isReadOnly = useIsReadOnly();
  const { data: assignments = [] } = useQuery(engine.grading.assignments.queryOptions({ input: {} }));
  const { id: folderId, assignmentId, lastPile } = folder;
  const choices = assignments.map(({ id, title, classGroupName }) => ({
    value: id,
    label: `${title} (${classGroupName})`,
  }));
  // An assignment that the ENT has taken away is still what the folder was chosen for.
  const isGone = assignmentId !== null && assignments.every(({ id }) => id !== assignmentId);
  if (isGone) choices.unshift({ value: assignmentId, label: t('documents.folders.scans.gone') });
  const name = (chosen: string) =>
    engineClient.watch
      .nameAssignment({ folderId, assignmentId: chosen === NONE ? null : chosen })
      .catch(toasts.failed);
  return (
    <>
      <NativeSelect
        size="xs"
        className="watched-folders-scans"
        label={t('documents.folders.scans.label')}
        aria-label={t('documents.folders.scans.of', { name: folderName })}
        disabled={isReadOnly}
        value={assignmentId ?? NONE}
        onChange={({ currentTarget }) => void name(currentTarget.value)}
        data={[{ value: NONE, label: t('documents.folders.scans.none') }, ...choices]}
      />
      {lastPile === null ? null : (
        <span className="watched-folders-state" role="status">
          {t('documents.folders.scans.lastPile', {
            name: lastPile.name,
            count: lastPile.copyCount,
            date: formats.dateTime(lastPile.at),
          })}
        </span>
      )}
    </>
  );
}
