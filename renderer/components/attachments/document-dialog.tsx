import { Modal } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { DocumentView } from '../document-view/document-view.tsx';
import './attachments.css';

interface Props {
  /** Null while the dialog is closed. */
  readonly document: DocumentRef | null;
  readonly onClose: () => void;
}

/** A document looked at for a moment, over the screen. */
export const DocumentDialog = memo(function DocumentDialog({ document, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={document !== null}
      onClose={onClose}
      title={document?.name ?? ''}
      size="min(1100px, 92vw)"
      padding={0}
      classNames={{ header: 'document-dialog-head', body: 'document-dialog-body' }}
      data-names-document
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      {document === null ? null : <DocumentView document={document} />}
    </Modal>
  );
});
