import type { CopyFilter, CopyOrder } from './copies.ts';
import { COPY_FILTERS, COPY_ORDERS } from './copies.ts';
import { type KeptViews, keptViews } from './kept-views.ts';

/** How the copies of an assignment are listed. */
export interface CopiesView {
  readonly filter: CopyFilter;
  readonly order: CopyOrder;
  readonly isGrouped: boolean;
  readonly search: string;
}

/** How each assignment's copies are listed; but for the search, which may be a name, also when the window opens again. */
export const copiesViews: KeptViews<CopiesView> = keptViews(
  'grading.copies',
  ({ filter, order, isGrouped }) => ({
    filter: COPY_FILTERS.find((one) => one === filter) ?? 'all',
    order: COPY_ORDERS.find((one) => one === order) ?? 'name',
    isGrouped: isGrouped === true,
    search: '',
  }),
  ({ search: _, ...view }) => view,
);

/** What a key changes: the next filter or order, going round, or groups where there were none. */
export function viewByKey(
  key: 'next-filter' | 'next-order' | 'group-copies',
  { filter, order, isGrouped }: CopiesView,
  filters: readonly CopyFilter[],
): Partial<CopiesView> {
  if (key === 'next-filter') return { filter: after(filters, filter) };
  return key === 'next-order' ? { order: after(COPY_ORDERS, order) } : { isGrouped: !isGrouped };
}

function after<Value>(values: readonly Value[], current: Value): Value {
  return values[(values.indexOf(current) + 1) % values.length] ?? current;
}
