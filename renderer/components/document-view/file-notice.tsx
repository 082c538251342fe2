import { Button, Text } from '@mantine/core';
import {
  IconCloudDown,
  IconDownload,
  IconFile,
  IconFileAlert,
  IconFileMusic,
  IconFileText,
  IconFileZip,
  IconLock,
  IconPhoto,
  IconPresentation,
  IconTable,
  IconVideo,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { FileType } from './document-kind.ts';
import { fileType } from './document-kind.ts';
import './file-notice.css';
import { useSaveCopy } from './use-save-copy.ts';
import type { DocumentFault } from './vault.ts';

const ICONS: Record<FileType, typeof IconFile> = {
  pdf: IconFileText,
  word: IconFileText,
  sheet: IconTable,
  slides: IconPresentation,
  archive: IconFileZip,
  audio: IconFileMusic,
  video: IconVideo,
  image: IconPhoto,
  file: IconFile,
};

interface Props {
  readonly document: DocumentRef;
  /** Why it is not shown, when that is not its kind. */
  readonly fault?: DocumentFault | null;
  readonly onShown?: () => void;
}

/** A document that is not shown: what it is, why, and what can be done with it. */
export function FileNotice({ document, fault = null, onShown }: Props) {
  const tellShown = useEffectEvent(() => onShown?.());
  useEffect(() => tellShown(), []);
  const { t } = useTranslation();
  const formats = useFormats();
  const save = useSaveCopy();
  const type = fileType(document);
  const isAway = !document.isLocal || fault === 'missing';
  const Icon = isAway ? IconCloudDown : fault === null ? ICONS[type] : FAULT_ICONS[fault];
  const sentence = isAway
    ? t(`documentView.away.${document.fetchFailure ?? 'waiting'}`)
    : fault === null
      ? t('documentView.notShown')
      : t(`documentView.fault.${fault}`);
  return (
    <div className="file-notice" data-testid="document-notice" data-fault={isAway ? 'away' : fault}>
      <Icon className="file-notice-icon" size={40} stroke={1.2} aria-hidden />
      <p className="file-notice-name">{document.name}</p>
      <p className="file-notice-kind">
        {t('documentView.kindAndSize', {
          kind: t(`documentView.type.${type}`),
          size: formats.size(document.sizeBytes),
        })}
      </p>
      <Text className="file-notice-text" role={fault === null ? undefined : 'alert'}>
        {sentence}
      </Text>
      {isAway || !save.isAllowed ? null : (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate(document)}
        >
          {t('documentView.action.save')}
        </Button>
      )}
    </div>
  );
}

const FAULT_ICONS: Record<DocumentFault, typeof IconFile> = {
  missing: IconCloudDown,
  damaged: IconFileAlert,
  protected: IconLock,
  unreadable: IconFileAlert,
};
