import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { memo, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scale, SubmissionSummary } from '../../../preload/contract/index.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import type { CopyGroup } from './copies.ts';
import { copyStatus, neighbourCopy } from './copies.ts';
import { CopyMarker } from './copy-marker.tsx';
import type { HeadRow, ListRow } from './copy-rows.ts';
import { listRows } from './copy-rows.ts';
import { CopyStatusMark } from './copy-status-mark.tsx';
import { gradeDrafts } from './grade-draft.ts';

/** Two lines: a name and its grade, then a status. */
const ROW_HEIGHT = 52;
const HEAD_HEIGHT = 32;

interface Props {
  readonly copies: readonly SubmissionSummary[];
  readonly scale: Scale | null;
  /** Null when the copies are not grouped. */
  readonly groupOf: ((copy: SubmissionSummary) => CopyGroup) | null;
  readonly currentId: string | null;
  readonly nameOf: (copy: SubmissionSummary) => string;
  readonly onChoose: (id: string) => void;
}

/** The copies, of which only those in view are drawn: five thousand scroll as smoothly as thirty-five. */
export const CopyList = memo(function CopyList({
  copies,
  groupOf,
  scale,
  currentId,
  nameOf,
  onChoose,
}: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => listRows(copies, groupOf), [copies, groupOf]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight(rows[index]),
    overscan: 8,
    // What comes before and after the copy in hand stays in view.
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT,
  });
  const currentIndex = rows.findIndex((row) => row.kind === 'copy' && row.copy.id === currentId);
  const heads = rows.flatMap(({ kind }, index) => (kind === 'head' ? [index] : [])).join();
  // Heads have another height than copies: where they have moved, places are measured anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places of heads alone are what matters
  useEffect(() => virtualizer.measure(), [virtualizer, heads]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that moves is followed, as one that is chosen
  useEffect(() => {
    if (currentIndex >= 0 && !isInView(rows, currentIndex, virtualizer)) {
      virtualizer.scrollToIndex(currentIndex, { align: 'auto' });
    }
  }, [currentIndex, virtualizer, rows, heads]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = copyOfKey(event.key, copies, currentId);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(next.id);
  };
  return (
    <div
      ref={scroller}
      className="copy-list"
      role="listbox"
      tabIndex={0}
      aria-label={t('grading.copies.label')}
      aria-activedescendant={currentIndex < 0 ? undefined : optionId(currentIndex)}
      data-testid="copies"
      onKeyDown={onKeyDown}
    >
      <div className="copy-list-all" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          if (row.kind === 'head') return <GroupHead key={row.group} head={row} start={start} />;
          const { copy, place } = row;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself has the focus and the keys
            // biome-ignore lint/a11y/useFocusableInteractive: likewise
            <div
              key={copy.id}
              id={optionId(index)}
              className="copy-row"
              role="option"
              aria-selected={copy.id === currentId}
              aria-setsize={copies.length}
              aria-posinset={place}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              data-testid="copy"
              onClick={() => onChoose(copy.id)}
            >
              <CopyRow copy={copy} name={nameOf(copy)} scale={scale} />
            </div>
          );
        })}
      </div>
    </div>
  );
});

/** Seen only: each copy says itself where it stands. */
function GroupHead({ head: { group, count }, start }: { head: HeadRow; start: number }) {
  const { t } = useTranslation();
  return (
    <div
      className="copy-group"
      aria-hidden
      style={{ height: HEAD_HEIGHT, transform: `translateY(${start}px)` }}
      data-testid="copy-group"
    >
      <span>{t(`grading.copies.groups.${group}`)}</span>
      <span className="copy-group-count">{count}</span>
    </div>
  );
}

interface RowProps {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly scale: Scale | null;
}

const CopyRow = memo(function CopyRow({ copy, name, scale }: RowProps) {
  const words = useMarkWords();
  const isFaulty = useSyncExternalStore(
    gradeDrafts.subscribe,
    () => (gradeDrafts.get().get(copy.id)?.fault ?? null) !== null,
  );
  const status = isFaulty ? 'faulty' : copyStatus(copy);
  return (
    <>
      <span className="copy-name">{name}</span>
      <span className="copy-grade">{copy.pointsTimes100 === null ? null : words(copy, scale)}</span>
      <CopyStatusMark status={status} />
      {copy.marker === undefined ? null : <CopyMarker marker={copy.marker} />}
    </>
  );
});

/** Whether a row is seen whole, with its neighbours. Asked of what is known: the list itself would have to be laid out first. */
function isInView(
  rows: readonly ListRow[],
  index: number,
  { scrollOffset, scrollRect }: Virtualizer<HTMLDivElement, Element>,
): boolean {
  if (scrollOffset === null || scrollRect === null) return false;
  const heightOf = (some: readonly ListRow[]) => some.reduce((sum, row) => sum + rowHeight(row), 0);
  const from = heightOf(rows.slice(0, Math.max(0, index - 1)));
  const to = heightOf(rows.slice(0, index + 2));
  return from >= scrollOffset && to <= scrollOffset + scrollRect.height;
}

function rowHeight(row: ListRow | undefined): number {
  return row?.kind === 'head' ? HEAD_HEIGHT : ROW_HEIGHT;
}

function optionId(index: number): string {
  return `copy-${index}`;
}

function copyOfKey(key: string, copies: readonly SubmissionSummary[], currentId: string | null) {
  switch (key) {
    case 'ArrowDown':
      return neighbourCopy(copies, currentId, 1);
    case 'ArrowUp':
      return neighbourCopy(copies, currentId, -1);
    case 'Home':
      return copies[0] ?? null;
    case 'End':
      return copies.at(-1) ?? null;
    default:
      return null;
  }
}
