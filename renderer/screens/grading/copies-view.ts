import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import type { CopyFilter, CopyOrder } from './copies.ts';
import { COPY_FILTERS, COPY_ORDERS } from './copies.ts';

/** How the copies of an assignment are listed. */
export interface CopiesView {
  readonly filter: CopyFilter;
  readonly order: CopyOrder;
  readonly isGrouped: boolean;
  readonly search: string;
}

const INITIAL: CopiesView = { filter: 'all', order: 'name', isGrouped: false, search: '' };

const STORED_AS = 'grading.copies';

/** 200: a year's assignments. The one that was changed longest ago is forgotten first. */
const MAX_STORED = 200;

/** By assignment, kept in the browser's storage; but for the search, which may be a name: that one ends with the window. */
const views: Signal<ReadonlyMap<string, CopiesView>> = createSignal<ReadonlyMap<string, CopiesView>>(
  recall(),
);

/** How each assignment's copies are listed. */
export const copiesViews: Pick<Signal<ReadonlyMap<string, CopiesView>>, 'get' | 'subscribe' | 'set'> = views;

/** The way in which an assignment's copies are listed. */
export function copiesViewOf(all: ReadonlyMap<string, CopiesView>, assignmentId: string): CopiesView {
  return all.get(assignmentId) ?? INITIAL;
}

/** Lists an assignment's copies in another way. */
export function changeCopiesView(assignmentId: string, change: Partial<CopiesView>): void {
  const next = new Map(views.get());
  const changed = { ...copiesViewOf(next, assignmentId), ...change };
  // The last one to be changed is the last in the map.
  next.delete(assignmentId);
  next.set(assignmentId, changed);
  views.set(next);
  remember(next);
}

/** What a key changes: the next filter or order, going round, or groups where there were none. */
export function viewByKey(
  key: 'next-filter' | 'next-order' | 'group-copies',
  { filter, order, isGrouped }: CopiesView,
): Partial<CopiesView> {
  if (key === 'next-filter') return { filter: after(COPY_FILTERS, filter) };
  return key === 'next-order' ? { order: after(COPY_ORDERS, order) } : { isGrouped: !isGrouped };
}

function after<Value>(values: readonly Value[], current: Value): Value {
  return values[(values.indexOf(current) + 1) % values.length] ?? current;
}

function remember(all: ReadonlyMap<string, CopiesView>): void {
  const kept = [...all].slice(-MAX_STORED).map(([id, { search: _, ...view }]) => [id, view]);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Until the window closes, then.
  }
}

function recall(): ReadonlyMap<string, CopiesView> {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Record<string, Partial<CopiesView>>;
    return new Map(Object.entries(stored).map(([id, view]) => [id, readView(view)]));
  } catch {
    return new Map();
  }
}

/** What another version kept may be unknown here. */
function readView({ filter, order, isGrouped }: Partial<CopiesView>): CopiesView {
  return {
    filter: COPY_FILTERS.find((one) => one === filter) ?? INITIAL.filter,
    order: COPY_ORDERS.find((one) => one === order) ?? INITIAL.order,
    isGrouped: isGrouped === true,
    search: '',
  };
}
