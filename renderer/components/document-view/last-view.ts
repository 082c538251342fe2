import type { ViewState } from './view-state.ts';

/** What of a view goes on to the next document: a pile of copies is read at one size. */
type LastView = Omit<ViewState, 'rotation'>;

/** The view that was chosen last in one place, until the window closes. */
export interface ViewMemory {
  recall(): LastView;
  remember(view: ViewState): void;
}

/** A memory of its own, for a place whose documents are read at another size than those beside it. */
export function createViewMemory(): ViewMemory {
  let last: LastView = { zoom: 'width', isSpread: false, hasThumbnails: false };
  return {
    recall: () => last,
    remember: ({ zoom, isSpread, hasThumbnails }) => {
      last = { zoom, isSpread, hasThumbnails };
    },
  };
}

/** Where documents have no memory of their own. */
export const COMMON_VIEW: ViewMemory = createViewMemory();
