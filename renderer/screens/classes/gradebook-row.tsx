import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { GradebookCellView } from './gradebook-cell-view.tsx';
import type { Draft, GradebookEditor } from './gradebook-editor.ts';
import { type GridRow, NAME_COLUMN } from './gradebook-grid.ts';

interface Props {
  readonly row: GridRow;
  readonly rowIndex: number;
  readonly assignments: readonly Assignment[];
  /** The column that has the keyboard, if this row has it. */
  readonly activeColumn: number | null;
  readonly draft: Draft | null;
  readonly editor: GradebookEditor;
}

/** One student. Kept as it is while the keyboard walks other rows. */
export const GradebookRow = memo(function GradebookRow({
  row,
  rowIndex,
  assignments,
  activeColumn,
  draft,
  editor,
}: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { student, averageTimes100, missingCount } = row;
  return (
    // Counted from 1, after the row of titles.
    <tr aria-rowindex={rowIndex + 2}>
      <th scope="row" className="gradebook-student">
        <div className="gradebook-who">
          <button
            type="button"
            className="gradebook-name"
            tabIndex={activeColumn === NAME_COLUMN ? 0 : -1}
            data-place={`${rowIndex}:${NAME_COLUMN}`}
            title={t('classes.course.open')}
            onFocus={() => editor.moveTo({ row: rowIndex, column: NAME_COLUMN })}
            onClick={() => editor.open({ row: rowIndex, column: NAME_COLUMN })}
          >
            <strong>{student.lastName}</strong> {student.firstName}
          </button>
          {missingCount === 0 ? null : (
            <span className="gradebook-owed">{t('classes.gradebook.owed', { count: missingCount })}</span>
          )}
        </div>
      </th>
      {assignments.map((assignment, column) => (
        <GradebookCellView
          key={assignment.id}
          place={{ row: rowIndex, column }}
          student={student}
          assignment={assignment}
          cell={row.cells[column] ?? null}
          isActive={column === activeColumn}
          draft={column === activeColumn ? draft : null}
          editor={editor}
        />
      ))}
      <td className="gradebook-average">
        {averageTimes100 === null ? '–' : formats.points(averageTimes100)}
      </td>
    </tr>
  );
});
