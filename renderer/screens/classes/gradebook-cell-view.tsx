import { IconAlertCircle, IconArrowsSplit2, IconClock } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Assignment, GradebookCell, Student } from '../../../preload/contract/index.ts';
import type { Formats } from '../../i18n/format.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { GradeEditor } from './grade-editor.tsx';
import type { Draft, GradebookEditor } from './gradebook-editor.ts';
import type { Place } from './gradebook-grid.ts';

const SYNC_ICONS = { synced: null, waiting: IconClock, conflict: IconArrowsSplit2, refused: IconAlertCircle };

interface Props {
  readonly place: Place;
  readonly student: Student;
  readonly assignment: Assignment;
  readonly cell: GradebookCell | null;
  readonly isActive: boolean;
  /** What is being typed in this cell, if it is being edited. */
  readonly draft: Draft | null;
  readonly editor: GradebookEditor;
}

/** One grade, or why there is none; the keyboard's place in the grid is the one cell that takes the focus. */
export function GradebookCellView({ place, student, assignment, cell, isActive, draft, editor }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const state = cell === null ? t('classes.gradebook.noCell') : cellWords(cell, assignment, { t, formats });
  const name = `${student.firstName} ${student.lastName}`;
  const place2d = `${place.row}:${place.column}`;
  if (draft !== null && cell !== null) {
    return (
      <td className="gradebook-cell" data-editing>
        <GradeEditor
          label={t('classes.gradebook.editLabel', {
            student: name,
            assignment: assignment.title,
            max: formats.points(assignment.maxTimes100),
          })}
          draft={draft}
          editor={editor}
        />
      </td>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of all cells are handled by the grid
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a cell of a grid takes the focus, as ARIA says it must
    <td
      className="gradebook-cell"
      tabIndex={isActive ? 0 : -1}
      data-place={place2d}
      data-status={cell === null ? 'none' : cell.status}
      aria-label={t('classes.gradebook.cell', { student: name, assignment: assignment.title, state })}
      onFocus={() => editor.moveTo(place)}
      onClick={cell === null ? undefined : () => editor.open(place)}
    >
      {cell === null ? null : <CellContent cell={cell} />}
    </td>
  );
}

function CellContent({ cell }: { cell: GradebookCell }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const SyncIcon = SYNC_ICONS[cell.sync];
  if (cell.pointsTimes100 === null) {
    return (
      <span className="gradebook-absent">
        {cell.status === 'missing' ? t('classes.gradebook.missing') : t('classes.gradebook.toGrade')}
      </span>
    );
  }
  return (
    <>
      {formats.points(cell.pointsTimes100)}
      {SyncIcon === null ? null : (
        <span title={t(`app.syncState.${cell.sync}`)}>
          <SyncIcon className="gradebook-sync" data-state={cell.sync} size={14} aria-hidden />
        </span>
      )}
    </>
  );
}

/** A cell as a screen reader says it: the grade or its absence, late or not, and where it stands with the ENT. */
function cellWords(
  cell: GradebookCell,
  assignment: Assignment,
  { t, formats }: { t: TFunction; formats: Formats },
): string {
  const words = [gradeWords()];
  if (cell.status === 'late') words.push(t('classes.gradebook.late'));
  if (cell.pointsTimes100 !== null && cell.sync !== 'synced') words.push(t(`app.syncState.${cell.sync}`));
  return words.join(', ');

  function gradeWords(): string {
    if (cell.pointsTimes100 === null)
      return t(cell.status === 'missing' ? 'classes.gradebook.missing' : 'classes.gradebook.toGrade');
    const points = formats.points(cell.pointsTimes100);
    return t('classes.gradebook.gradeOn', { points, max: formats.points(assignment.maxTimes100) });
  }
}
