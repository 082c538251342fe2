import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { PileView } from '../../../components/paper/pile-view.tsx';
import { ImportDialog } from './import-dialog.tsx';

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

/** Cuts a pile of scanned copies, after it was shown whose they are. */
export function PileImportDialog({ assignments, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ImportDialog
      assignments={assignments}
      title={t('paper.pile.title')}
      explanation={t('paper.pile.explanation')}
      testId="pile-import"
      isMultiple
      onClose={onClose}
    >
      {({ paths, assignment: { id } }) => (
        <PileView
          key={[...paths, id].join('\n')}
          source={{ paths: [...paths] }}
          assignmentId={id}
          onTaken={onClose}
        />
      )}
    </ImportDialog>
  );
}
