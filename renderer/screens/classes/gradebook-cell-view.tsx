import { IconAlertCircle, IconArrowsSplit2, IconClock } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Assignment, GradebookCell, Scale, Student } from '../../../preload/contract/index.ts';
import { isEmptyMark, levelOf } from '../../../preload/contract/index.ts';
import type { Formats } from '../../i18n/format.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import { emptyWord } from './empty-word.ts';
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
    <td
      className="gradebook-cell"
      tabIndex={isActive ? 0 : -1}
      data-place={place2d}
      data-status={cell === null ? 'none' : cell.status}
      aria-label={t('classes.gradebook.cell', { student: name, assignment: assignment.title, state })}
      onFocus={() => editor.moveTo(place)}
      onClick={cell === null ? undefined : () => editor.open(place)}
    >
      {cell === null ? null : <CellContent cell={cell} scale={assignment.rules.scale} />}
    </td>
  );
}

function CellContent({ cell, scale }: { cell: GradebookCell; scale: Scale | null }) {
  const { t } = useTranslation();
  const words = useMarkWords();
  const SyncIcon = isEmptyMark(cell) ? null : SYNC_ICONS[cell.sync];
  const formats = useFormats();
  const { pointsTimes100, outOfTimes100 } = cell;
  const written =
    outOfTimes100 === undefined || pointsTimes100 === null
      ? words(cell, scale)
      : formats.grade(pointsTimes100, outOfTimes100);
  return (
    <>
      {cell.pointsTimes100 === null ? (
        <span className="gradebook-absent">{written === '' ? t(emptyWord(cell)) : written}</span>
      ) : (
        written
      )}
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
  const { pointsTimes100, outOfTimes100, standing, status, isCounted, sync } = cell;
  const words: string[] = [];
  if (pointsTimes100 !== null) {
    const max = formats.points(outOfTimes100 ?? assignment.maxTimes100);
    const level = outOfTimes100 === undefined ? levelOf(assignment.rules.scale, pointsTimes100) : null;
    words.push(
      level?.label ?? t('classes.gradebook.gradeOn', { points: formats.points(pointsTimes100), max }),
    );
  }
  if (standing !== null) words.push(t(`grading.standing.${standing}`));
  if (words.length === 0) words.push(t(emptyWord(cell)));
  if (!isCounted) words.push(t('grading.standing.notCounted'));
  if (status === 'late' && standing !== 'late') words.push(t('classes.gradebook.late'));
  if (!isEmptyMark(cell) && sync !== 'synced') words.push(t(`app.syncState.${sync}`));
  return words.join(', ');
}
