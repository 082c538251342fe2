import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassProgression } from '../../../../preload/contract/index.ts';
import { useSignal } from '../../../app/signal.ts';
import { useNow } from '../../../app/use-now.ts';
import { calendarState, showInCalendar } from '../calendar-state.ts';
import type { BoardDialog } from './section-props.ts';
import { SectionView } from './section-view.tsx';
import { type Section, sectionsOf } from './sections.ts';
import { useBoardMoves } from './use-board-moves.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';

interface Props {
  readonly progressions: readonly ClassProgression[];
  /** One class: a column a sequence. Else a column a class. */
  readonly isOneClass: boolean;
  readonly edits: ProgressionEdits;
  readonly isReadOnly: boolean;
  readonly onOpen: (dialog: BoardDialog) => void;
}

/** Lessons as cards with their dates, moved by the mouse, by Alt and the arrows, or by each card's menu. */
export function Board({ progressions, isOneClass, edits, isReadOnly, onOpen }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const moves = useBoardMoves(edits);
  useAskedSequence(moves.root);
  const columns = progressions.map((progression) => ({
    progression,
    sections: sectionsOf(progression),
  }));
  const show = (sections: readonly Section[], classGroupName: string | null) =>
    sections.map((section) => (
      <SectionView
        key={section.sequence?.id ?? ''}
        section={section}
        sections={sections}
        classGroupName={classGroupName}
        moves={moves}
        edits={edits}
        now={now}
        isReadOnly={isReadOnly}
        onOpen={onOpen}
      />
    ));
  return (
    <>
      <section
        ref={moves.root}
        className="progression-board"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('progression.board')}
        data-testid="progression-board"
      >
        {columns.map(({ progression, sections }) =>
          isOneClass ? (
            show(sections, null)
          ) : (
            <section
              key={progression.classGroupId}
              className="progression-class"
              aria-label={progression.classGroupName}
            >
              <h3>{progression.classGroupName}</h3>
              {show(sections, progression.classGroupName)}
            </section>
          ),
        )}
      </section>
      <p className="progression-preview" role="status" data-testid="progression-preview">
        {moves.preview ?? (isReadOnly ? '' : t('progression.hint'))}
      </p>
    </>
  );
}

/** Goes to the sequence that was chosen elsewhere, with the keyboard. */
function useAskedSequence(root: RefObject<HTMLElement | null>): void {
  const { sequenceId } = useSignal(calendarState);
  useEffect(() => {
    if (sequenceId === null) return;
    const section = root.current?.querySelector<HTMLElement>(`[data-sequence-id="${sequenceId}"]`);
    section?.scrollIntoView({ block: 'nearest', inline: 'center' });
    section?.focus();
    showInCalendar({ sequenceId: null });
  }, [root, sequenceId]);
}
