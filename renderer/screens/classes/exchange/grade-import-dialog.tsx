import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, ColumnMapping } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { QueryView } from '../../../components/query-view.tsx';
import { GradePreviewView } from './grade-preview-view.tsx';
import { ImportDialog } from './import-dialog.tsx';

interface Props {
  /** Of the class, at least one. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

/** Takes an assignment's grades from a table, after it was shown what that changes. */
export function GradeImportDialog({ assignments, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ImportDialog
      assignments={assignments}
      title={t('exchange.title')}
      explanation={t('exchange.explanation')}
      testId="grade-import"
      onClose={onClose}
    >
      {({ path, assignment }) => (
        <Preview key={`${path} ${assignment.id}`} path={path} assignment={assignment} onClose={onClose} />
      )}
    </ImportDialog>
  );
}

function Preview({
  path,
  assignment,
  onClose,
}: {
  path: string;
  assignment: Assignment;
  onClose: () => void;
}) {
  const [mapping, setMapping] = useState<ColumnMapping | undefined>(undefined);
  const preview = useQuery(
    engine.exchange.previewGrades.queryOptions({
      input: { assignmentId: assignment.id, path, ...(mapping === undefined ? {} : { mapping }) },
      placeholderData: keepPreviousData,
      // The file may have been saved anew since it was read.
      staleTime: 0,
      gcTime: 0,
    }),
  );
  return (
    <QueryView
      query={preview}
      show={(answer) => (
        <GradePreviewView
          preview={answer}
          path={path}
          assignment={assignment}
          onMapping={setMapping}
          onClose={onClose}
        />
      )}
    />
  );
}
