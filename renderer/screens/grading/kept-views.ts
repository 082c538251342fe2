import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';

/** 200: a year's assignments. The one that was changed longest ago is forgotten first. */
const MAX_STORED = 200;

/** How each assignment is looked at, by its id. */
export type Views<View> = ReadonlyMap<string, View>;

/** What is kept of each assignment on this computer. */
export interface KeptViews<View extends object> {
  readonly all: Signal<Views<View>>;
  of(all: Views<View>, assignmentId: string): View;
  change(assignmentId: string, change: Partial<View>): void;
}

/**
 * How assignments are looked at, kept in the browser's storage.
 *
 * @param storedAs its name there
 * @param read makes a view of what may have been kept by another version, or by none ({})
 * @param written what of a view is kept beyond the window's life
 */
export function keptViews<View extends object>(
  storedAs: string,
  read: (stored: Partial<View>) => View,
  written: (view: View) => Partial<View> = (view) => view,
): KeptViews<View> {
  const all = createSignal<Views<View>>(recall(storedAs, read));
  const of = (views: Views<View>, assignmentId: string) => views.get(assignmentId) ?? read({});
  return {
    all,
    of,
    change(assignmentId, change) {
      const next = new Map(all.get());
      const changed = { ...of(next, assignmentId), ...change };
      // The last one to be changed is the last in the map.
      next.delete(assignmentId);
      next.set(assignmentId, changed);
      all.set(next);
      const kept = [...next].slice(-MAX_STORED).map(([id, view]) => [id, written(view)]);
      try {
        localStorage.setItem(storedAs, JSON.stringify(Object.fromEntries(kept)));
      } catch {
        // Until the window closes, then.
      }
    },
  };
}

function recall<View>(storedAs: string, read: (stored: Partial<View>) => View): Views<View> {
  try {
    const stored = JSON.parse(localStorage.getItem(storedAs) ?? '{}') as Record<string, Partial<View>>;
    return new Map(Object.entries(stored).map(([id, view]) => [id, read(view)]));
  } catch {
    return new Map();
  }
}
