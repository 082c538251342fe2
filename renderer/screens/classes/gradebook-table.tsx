import { IconAlertCircle } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import type { Fault } from './gradebook-editor.ts';
import './gradebook.css';
import { GradebookFoot } from './gradebook-foot.tsx';
import { layOutGrid } from './gradebook-grid.ts';
import { GradebookHead } from './gradebook-head.tsx';
import { GradebookRow } from './gradebook-row.tsx';
import { useFaultWords } from './use-fault-words.ts';
import { useGradebookEditor } from './use-gradebook-editor.ts';

const ROW_HEIGHT = 36;
/** 20 rows ready above and below: more than a page key jumps, so that the focus always finds its cell. */
const OVERSCAN = 20;

/** Students by assignments: read it, walk it by the keyboard, grade in place, open a submission by a click. */
export function GradebookTable({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useMemo(() => layOutGrid(gradebook), [gradebook]);
  const virtualizer = useVirtualizer({
    count: grid.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const editor = useGradebookEditor({
    classGroupId: gradebook.classGroup.id,
    grid,
    scroller,
    scrollToRow: (row) => virtualizer.scrollToIndex(row),
  });
  const { place, draft, fault } = useSignal(editor.state);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || !editor.obeyKey(event.key, event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const rows = virtualizer.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);
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
            <Spacer height={before} />
            {rows.map(({ index }) => {
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
            <Spacer height={after} />
          </tbody>
          <GradebookFoot gradebook={gradebook} />
        </table>
      </div>
      <StatusLine fault={fault} />
    </>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
  return <tr aria-hidden="true" style={{ height }} />;
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
