import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PileSource } from '../../../preload/contract/index.ts';
import { PileView } from './pile-view.tsx';

interface Props {
  readonly source: PileSource;
  /** Undefined: the assignment that most of its sheets are of. */
  readonly assignmentId: string | undefined;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}

/** Cuts scanned pages that came in by a watched folder. */
export function PileDialog({ source, assignmentId, onTaken, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('paper.pile.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="pile-dialog"
    >
      <PileView source={source} assignmentId={assignmentId} onTaken={onTaken} />
    </Modal>
  );
}
