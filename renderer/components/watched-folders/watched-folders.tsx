import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconFolderPlus, IconPlugConnectedX, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WatchedFolder } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useIsAllowed } from '../../app/use-managed.ts';
import { ScanAssignment } from './scan-assignment.tsx';
import './watched-folders.css';

const ICONS = {
  starting: IconEye,
  watching: IconEye,
  unreachable: IconPlugConnectedX,
  denied: IconAlertTriangle,
};

/** The folders whose new files come in by themselves: each with its state, and a button to add one. */
export function WatchedFolders() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const isReadOnly = useIsReadOnly();
  const isAllowed = useIsAllowed('watched-folders');
  const { data: folders = [] } = useQuery(engine.watch.folders.queryOptions());
  const add = async () => {
    const path = await bridge().chooseFolder();
    if (path !== null) await engineClient.watch.addFolder({ path });
  };
  return (
    <div className="watched-folders" data-testid="watched-folders">
      {folders.length === 0 ? null : (
        <ul aria-label={t('documents.folders.label')}>
          {folders.map((folder) => (
            <FolderRow key={folder.id} folder={folder} isReadOnly={isReadOnly} />
          ))}
        </ul>
      )}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconFolderPlus size={16} aria-hidden />}
        disabled={isReadOnly || !isAllowed}
        onClick={() => void add().catch(toasts.failed)}
      >
        {t('documents.folders.add')}
      </Button>
    </div>
  );
}

function FolderRow({ folder, isReadOnly }: { folder: WatchedFolder; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { id: folderId, path, state, heldCount } = folder;
  const Icon = ICONS[state];
  const remove = async () => {
    const takeAway = () => engineClient.watch.removeFolder({ folderId });
    await takeAway();
    const label = t('documents.folders.removed', { name: nameOf(path) });
    toasts.undoable({ label, undo: () => engineClient.watch.restoreFolder({ folderId }), redo: takeAway });
  };
  return (
    <li data-state={state}>
      <Icon size={16} aria-hidden />
      <div className="watched-folders-words">
        <span className="watched-folders-path" title={path}>
          {path}
        </span>
        <FolderState folder={folder} />
        <ScanAssignment folder={folder} folderName={nameOf(path)} />
        {heldCount === 0 || isReadOnly ? null : (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => void engineClient.watch.takeHeld({ folderId }).catch(toasts.failed)}
          >
            {t('documents.folders.takeHeld', { count: heldCount })}
          </Button>
        )}
      </div>
      <Tooltip label={t('documents.folders.remove', { name: nameOf(path) })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={isReadOnly}
          aria-label={t('documents.folders.remove', { name: nameOf(path) })}
          onClick={() => void remove().catch(toasts.failed)}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function FolderState({ folder: { state, waitingCount, unreadable } }: { folder: WatchedFolder }) {
  const { t } = useTranslation();
  const coming = waitingCount > 0 ? t('documents.folders.waiting', { count: waitingCount }) : null;
  return (
    <span className="watched-folders-state" role="status">
      {state === 'watching' && coming !== null ? coming : t(`documents.folders.state.${state}`)}
      {unreadable.length === 0 ? null : (
        <span className="watched-folders-fault">
          {t('documents.folders.unreadable', { names: unreadable.join(', ') })}
        </span>
      )}
    </span>
  );
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
