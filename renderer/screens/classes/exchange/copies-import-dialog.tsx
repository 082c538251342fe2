import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { QueryView } from '../../../components/query-view.tsx';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { CopiesPreviewView } from './copies-preview-view.tsx';
import { ImportDialog } from './import-dialog.tsx';

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

/** Brings copies from a ZIP, after it was shown whose they are. */
export function CopiesImportDialog({ assignments, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ImportDialog
      assignments={assignments}
      title={t('exchange.copies.title')}
      explanation={t('exchange.copies.explanation')}
      testId="copies-import"
      onClose={onClose}
    >
      {({ path, assignment }) => (
        <Preview key={`${path} ${assignment.id}`} path={path} assignment={assignment} onClose={onClose} />
      )}
    </ImportDialog>
  );
}

function Preview(props: { path: string; assignment: Assignment; onClose: () => void }) {
  const { path, assignment, onClose } = props;
  const preview = useQuery(
    engine.exchange.previewCopies.queryOptions({
      input: { assignmentId: assignment.id, path },
      // The file may have been saved anew since it was read; what is being chosen is not asked again meanwhile.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  );
  return (
    <QueryView
      query={preview}
      skeleton={<WorkUnderWay work="archive" onCancel={onClose} />}
      show={(answer) => (
        <CopiesPreviewView preview={answer} path={path} assignmentId={assignment.id} onClose={onClose} />
      )}
    />
  );
}
