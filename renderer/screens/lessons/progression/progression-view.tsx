import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, ClassProgression } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { useSignal } from '../../../app/signal.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { calendarState } from '../calendar-state.ts';
import { ReuseDialog } from '../reuse/reuse-dialog.tsx';
import { Board } from './board.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { InsertDialog } from './insert-dialog.tsx';
import { NewSequenceButtons } from './new-sequence-buttons.tsx';
import { OffTimetable } from './off-timetable.tsx';
import './progression.css';
import type { BoardDialog } from './section-props.ts';
import { SequenceDialog } from './sequence-dialog.tsx';
import { useProgressionEdits } from './use-progression-edits.ts';
import { useShownYear } from './use-shown-year.ts';

interface Props {
  readonly classes: readonly ClassGroup[];
  /** Null for every class. */
  readonly classGroupId: string | null;
}

/** The progression of a class, a column a sequence; or of all, a column a class. */
export function ProgressionView({ classes, classGroupId }: Props) {
  const input = { ...useShownYear(), ...(classGroupId === null ? {} : { classGroupId }) };
  const query = useQuery(engine.progression.board.queryOptions({ input }));
  return (
    <QueryView
      query={query}
      show={(progressions) => (
        <Progressions progressions={progressions} classes={classes} classGroupId={classGroupId} />
      )}
    />
  );
}

interface ProgressionsProps extends Props {
  readonly progressions: readonly ClassProgression[];
}

function Progressions({ progressions, classes, classGroupId }: ProgressionsProps) {
  const { t } = useTranslation();
  const edits = useProgressionEdits();
  const isReadOnly = useIsReadOnly();
  const [dialog, setDialog] = useState<BoardDialog | null>(null);
  const { yearDay } = useSignal(calendarState);
  // A year that was duplicated may be lessons alone: they are what was looked for here.
  const isEmpty = progressions.every(
    ({ sequences, lessons }) => sequences.length === 0 && (yearDay === null || lessons.length === 0),
  );
  const buttons = isReadOnly ? null : <NewSequenceButtons isFirst={isEmpty} onOpen={setDialog} />;
  const close = () => setDialog(null);
  return (
    <section className="progression" aria-label={t('progression.title')} data-testid="progression">
      {isEmpty ? (
        <EmptyState writing="begun" text={t('progression.none')} action={buttons} />
      ) : (
        <>
          <div className="progression-tools">{buttons}</div>
          {isReadOnly ? null : <OffTimetable progressions={progressions} edits={edits} />}
          <Board
            progressions={progressions}
            isOneClass={classGroupId !== null}
            edits={edits}
            isReadOnly={isReadOnly}
            onOpen={setDialog}
          />
        </>
      )}
      {dialog?.kind === 'sequence' ? (
        <SequenceDialog
          sequence={dialog.sequence}
          classes={classes}
          giveTo={classGroupId}
          edits={edits}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === 'insert' ? <InsertDialog place={dialog} edits={edits} onClose={close} /> : null}
      {dialog?.kind === 'give' ? (
        <GiveDialog
          sequenceId={dialog.sequenceId}
          classes={classes}
          classGroupId={classGroupId}
          edits={edits}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === 'reuse' ? <ReuseDialog subject={dialog.subject} onClose={close} /> : null}
    </section>
  );
}
