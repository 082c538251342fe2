import type { ReactNode } from 'react';
import type { Assignment } from '../../../../preload/contract/index.ts';
import { useSignal } from '../../../app/signal.ts';
import './reference.css';
import { ReferencePane } from './reference-pane.tsx';
import { referenceViews } from './reference-views.ts';

/** The middle pane: the copy, and what is shown beside it. */
export function Middle({ assignment, children }: { assignment: Assignment; children: ReactNode }) {
  const { isShown } = referenceViews.of(useSignal(referenceViews.all), assignment.id);
  return (
    <div className="grading-middle" data-beside={isShown || undefined}>
      {children}
      <ReferencePane key={assignment.id} assignment={assignment} />
    </div>
  );
}
