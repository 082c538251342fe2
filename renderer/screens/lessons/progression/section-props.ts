import type { Sequence } from '../../../../preload/contract/index.ts';
import type { ReuseSubject } from '../reuse/reuse-dialog.tsx';
import type { Section } from './sections.ts';
import type { BoardMoves } from './use-board-moves.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';

/** What is asked over the board. */
export type BoardDialog =
  | { readonly kind: 'sequence'; readonly sequence: Sequence | null }
  | { readonly kind: 'insert'; readonly section: Section; readonly beforeId: string | null }
  | { readonly kind: 'give'; readonly sequenceId: string | null }
  /** Null: a year or a template that is chosen there. */
  | { readonly kind: 'reuse'; readonly subject: ReuseSubject | null };

export interface SectionProps {
  readonly section: Section;
  /** Those of the class, in their order. */
  readonly sections: readonly Section[];
  /** Where several classes are shown; null: the one that was chosen. */
  readonly classGroupName: string | null;
  readonly moves: BoardMoves;
  readonly edits: ProgressionEdits;
  readonly now: number;
  readonly isReadOnly: boolean;
  readonly onOpen: (dialog: BoardDialog) => void;
}
