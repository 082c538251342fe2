import { IconAlertCircle } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import { SpacerRow } from '../../components/spacer-row.tsx';
import { useVirtualRows } from '../../components/use-virtual-rows.ts';
import { CourseDialog } from './course-dialog.tsx';
import type { Fault } from './gradebook-editor.ts';
import './gradebook.css';
import { GradebookFoot } from './gradebook-foot.tsx';
import { layOutGrid } from './gradebook-grid.ts';
import { GradebookHead } from './gradebook-head.tsx';
import { GradebookRow } from './gradebook-row.tsx';
import { useFaultWords } from './use-fault-words.ts';
import { useGradebookEditor } from './use-gradebook-editor.ts';

const ROW_HEIGHT = 36;

/** Students by assignments: read it, walk it by the keyboard, grade in place, open a submission by a click. */
export function GradebookTable({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [studentId, setStudentId] = useState<string | null>(null);
  const grid = useMemo(() => layOutGrid(gradebook), [gradebook]);
  const virtual = useVirtualRows({ count: grid.rows.length, scroller, rowHeight: ROW_HEIGHT });
  const editor = useGradebookEditor({
    shown: { classGroupId: gradebook.classGroup.id, periodId: gradebook.periodId },
    grid,
    scroller,
    scrollToRow: virtual.scrollToRow,
    openCourse: (row) => setStudentId(grid.rows[row]?.student.id ?? null),
  });
  const closeCourse = () => {
    setStudentId(null);
    editor.regainFocus();
  };
  const { place, draft, fault } = useSignal(editor.state);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || !editor.obeyKey(event.key, event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className="gradebook-scroll" ref={scroller}>
        <table
          className="gradebook"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked by arrow keys is a grid
          role="grid"
          aria-label={t('classes.gradebook.label', { name: gradebook.classGroup.name })}
          aria-rowcount={grid.rows.length + 1}
          onKeyDown={onKeyDown}
        >
          <GradebookHead assignments={grid.assignments} />
          <tbody>
            <SpacerRow height={virtual.heightBefore} />
            {virtual.indices.map((index) => {
              const row = grid.rows[index];
              if (row === undefined) return null;
              const isActive = place.row === index;
              return (
                <GradebookRow
                  key={row.student.id}
                  row={row}
                  rowIndex={index}
                  assignments={grid.assignments}
                  activeColumn={isActive ? place.column : null}
                  draft={isActive ? draft : null}
                  editor={editor}
                />
              );
            })}
            <SpacerRow height={virtual.heightAfter} />
          </tbody>
          <GradebookFoot gradebook={gradebook} />
        </table>
      </div>
      <StatusLine fault={fault} />
      {studentId === null ? null : (
        <CourseDialog gradebook={gradebook} studentId={studentId} onClose={closeCourse} />
      )}
    </>
  );
}

/** What keys do, or what was wrong with the last grade typed. */
function StatusLine({ fault }: { fault: Fault | null }) {
  const { t } = useTranslation();
  const wordsOf = useFaultWords();
  return (
    <p className="gradebook-status" role="status" data-fault={fault === null ? undefined : true}>
      {fault === null ? null : <IconAlertCircle size={16} aria-hidden />}
      {fault === null ? t('classes.gradebook.keys') : wordsOf(fault)}
    </p>
  );
}
