import { ActionIcon, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import { IconLayoutList, IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent, Ref } from 'react';
import { memo, useDeferredValue, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scale, SubmissionSummary } from '../../../preload/contract/index.ts';
import { useKeyFor } from '../../app/chosen-keys.ts';
import { useStable } from '../../app/use-stable.ts';
import './copies.css';
import type { CopyFilter, CopyGroup } from './copies.ts';
import { COPY_ORDERS } from './copies.ts';
import type { CopiesView } from './copies-view.ts';
import { CopyList } from './copy-list.tsx';

export interface CopiesPaneHandle {
  /** Goes to the search; `false` while something else has the room of the list. */
  search(): boolean;
}

interface Props {
  readonly scale: Scale | null;
  readonly list: {
    readonly listed: readonly SubmissionSummary[];
    readonly groupOf: ((copy: SubmissionSummary) => CopyGroup) | null;
    readonly view: CopiesView;
    readonly counts: Record<CopyFilter, number>;
    readonly filters: readonly CopyFilter[];
  };
  readonly currentId: string | null;
  readonly isAnonymous: boolean;
  readonly nameOf: (copy: SubmissionSummary) => string;
  readonly handle: Ref<CopiesPaneHandle>;
  readonly onView: (change: Partial<CopiesView>) => void;
  readonly onChoose: (id: string) => void;
}

/** The left pane: which copies are listed, in which order, and the list. */
export function CopiesPane({ list, scale, currentId, isAnonymous, nameOf, handle, onView, onChoose }: Props) {
  const { t } = useTranslation();
  const { listed, groupOf, view, counts, filters } = list;
  const search = useRef<HTMLInputElement>(null);
  useImperativeHandle(handle, () => ({
    search: () => {
      if (search.current?.checkVisibility({ checkVisibilityCSS: true }) !== true) return false;
      search.current.select();
      return true;
    },
  }));
  const onSearchKey = useStable((event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    // The copy in hand stays in the list whatever is searched: what was found is the first of the others.
    const first = listed.find(({ id }) => id !== currentId) ?? listed[0];
    if (first === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    search.current?.blur();
    onChoose(first.id);
  });
  return (
    <section className="grading-copies" aria-label={t('grading.copies.label')}>
      <CopiesTools
        view={view}
        counts={useDeferredValue(counts)}
        filters={filters}
        isAnonymous={isAnonymous}
        search={search}
        onSearchKey={onSearchKey}
        onView={onView}
      />
      {listed.length === 0 ? (
        <p className="grading-copies-none" role="status">
          {t('grading.copies.noMatch')}
        </p>
      ) : (
        <CopyList
          copies={listed}
          groupOf={groupOf}
          scale={scale}
          currentId={currentId}
          nameOf={nameOf}
          onChoose={onChoose}
        />
      )}
    </section>
  );
}

interface ToolsProps {
  readonly view: CopiesView;
  readonly counts: Record<CopyFilter, number>;
  readonly filters: readonly CopyFilter[];
  readonly isAnonymous: boolean;
  readonly search: Ref<HTMLInputElement>;
  readonly onSearchKey: (event: KeyboardEvent) => void;
  readonly onView: (change: Partial<CopiesView>) => void;
}

/** The search, and what is listed in which order. */
const CopiesTools = memo(function CopiesTools({ view, counts, filters, isAnonymous, ...rest }: ToolsProps) {
  const { t } = useTranslation();
  const { search, onSearchKey, onView } = rest;
  const keyFor = useKeyFor();
  const searchLabel = t(isAnonymous ? 'grading.copies.searchAnswers' : 'grading.copies.search');
  return (
    <div className="grading-copies-tools">
      <TextInput
        ref={search}
        aria-label={searchLabel}
        aria-keyshortcuts="Control+Shift+F"
        placeholder={searchLabel}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={view.search}
        onChange={(event) => onView({ search: event.currentTarget.value })}
        onKeyDown={onSearchKey}
        data-testid="copies-search"
      />
      <div className="grading-copies-view">
        <NativeSelect
          size="xs"
          aria-label={t('grading.copies.filter')}
          aria-keyshortcuts={keyFor('I')}
          value={view.filter}
          onChange={({ currentTarget: { value } }) =>
            onView({ filter: filters.find((one) => one === value) ?? 'all' })
          }
          data={filters.map((value) => ({
            value,
            label: t('grading.copies.withCount', {
              group: t(`grading.copies.filters.${value}`),
              count: counts[value],
            }),
          }))}
          data-testid="copies-filter"
        />
        <NativeSelect
          size="xs"
          aria-label={t('grading.copies.order')}
          aria-keyshortcuts={`Shift+${keyFor('I')}`}
          value={view.order}
          onChange={({ currentTarget: { value } }) =>
            onView({ order: COPY_ORDERS.find((one) => one === value) ?? 'name' })
          }
          data={COPY_ORDERS.map((value) => ({
            value,
            label: t(`grading.copies.orders.${value === 'name' && isAnonymous ? 'number' : value}`),
          }))}
          data-testid="copies-order"
        />
        <Tooltip label={t('grading.copies.groupKeys', { key: keyFor('H') })}>
          <ActionIcon
            variant={view.isGrouped ? 'light' : 'subtle'}
            size={30}
            aria-label={t('grading.copies.group')}
            aria-keyshortcuts={keyFor('H')}
            aria-pressed={view.isGrouped}
            onClick={() => onView({ isGrouped: !view.isGrouped })}
            data-testid="copies-group"
          >
            <IconLayoutList size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
});
