import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Scale, SubmissionSummary } from '../../../preload/contract/index.ts';
import './copies.css';
import type { CopyCounts, CopyFilter } from './copies.ts';
import { COPY_FILTERS } from './copies.ts';
import { CopyList } from './copy-list.tsx';

interface Props {
  readonly copies: readonly SubmissionSummary[];
  readonly scale: Scale | null;
  readonly counts: CopyCounts;
  readonly currentId: string | null;
  readonly filter: CopyFilter;
  readonly search: string;
  readonly isAnonymous: boolean;
  readonly nameOf: (copy: SubmissionSummary) => string;
  readonly onFilter: (filter: CopyFilter) => void;
  readonly onSearch: (search: string) => void;
  readonly onChoose: (id: string) => void;
}

/** The left pane: which copies are listed, and the list. */
export function CopiesPane(props: Props) {
  const { t } = useTranslation();
  const { counts, filter, search, isAnonymous, onFilter, onSearch } = props;
  const countOf: Record<CopyFilter, number> = {
    all: counts.total,
    'to-grade': counts.toGrade,
    graded: counts.graded,
  };
  return (
    <section className="grading-copies" aria-label={t('grading.copies.label')}>
      <div className="grading-copies-tools">
        {isAnonymous ? null : (
          <TextInput
            aria-label={t('grading.copies.search')}
            placeholder={t('grading.copies.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={(event) => onSearch(event.currentTarget.value)}
            data-testid="copies-search"
          />
        )}
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('grading.copies.filter')}
          value={filter}
          onChange={(value) => onFilter(COPY_FILTERS.find((one) => one === value) ?? 'all')}
          data={COPY_FILTERS.map((value) => ({
            value,
            label: (
              <span className="grading-filter">
                {t(`grading.copies.${value}`)}
                <span className="grading-filter-count">{countOf[value]}</span>
              </span>
            ),
          }))}
          data-testid="copies-filter"
        />
      </div>
      {props.copies.length === 0 ? (
        <p className="grading-copies-none" role="status">
          {t('grading.copies.noMatch')}
        </p>
      ) : (
        <CopyList
          copies={props.copies}
          scale={props.scale}
          currentId={props.currentId}
          nameOf={props.nameOf}
          onChoose={props.onChoose}
        />
      )}
    </section>
  );
}
