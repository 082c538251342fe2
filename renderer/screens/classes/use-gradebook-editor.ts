import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useState } from 'react';
import { navigate } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import type { EditorPort } from './gradebook-editor.ts';
import { GradebookEditor } from './gradebook-editor.ts';
import type { Grid, Place } from './gradebook-grid.ts';
import { type ShownGradebook, useSaveGrade } from './use-save-grade.ts';

interface Options {
  readonly shown: ShownGradebook;
  readonly grid: Grid;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly scrollToRow: (row: number) => void;
  readonly openCourse: (row: number) => void;
}

/** The gradebook's editor, joined to the screen: it saves through the engine, and the focus follows it. */
export function useGradebookEditor({
  shown,
  grid,
  scroller,
  scrollToRow,
  openCourse,
}: Options): GradebookEditor {
  const writeMark = useMarkWords();
  const isReadOnly = useIsReadOnly();
  const save = useSaveGrade();
  const port: EditorPort = {
    grid,
    isReadOnly,
    writeMark,
    save: ({ row, column }, cell, mark, before) => {
      const student = grid.rows[row]?.student;
      const studentName = student === undefined ? '' : `${student.firstName} ${student.lastName}`;
      const scale = grid.assignments[column]?.rules.scale ?? null;
      save.mutate({ shown, cell, studentName, mark, before, scale });
    },
    open: ({ assignmentId, submissionId }) => navigate({ screen: 'grading', assignmentId, submissionId }),
    openCourse,
  };
  const [editor] = useState(() => new GradebookEditor(port));
  useLayoutEffect(() => editor.renewPort(port));

  const { focusTurn, place } = useSignal(editor.state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves on a new turn, and only then
  useEffect(() => {
    if (focusTurn > 0) focusCell(scroller.current, place, scrollToRow);
  }, [focusTurn]);
  return editor;
}

/** Brings the focus to a cell; a far row is drawn first, which takes a frame. */
function focusCell(
  scroller: HTMLElement | null,
  { row, column }: Place,
  scrollToRow: (row: number) => void,
): void {
  const find = () => scroller?.querySelector<HTMLElement>(`[data-place="${row}:${column}"]`) ?? null;
  const cell = find();
  cell?.focus();
  if (cell !== null) return;
  scrollToRow(row);
  requestAnimationFrame(() => find()?.focus());
}
