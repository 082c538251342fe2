import type { ViewState } from './view-state.ts';

/** What of a view goes on to the next document: a pile of copies is read at one size. */
type LastView = Omit<ViewState, 'rotation'>;

let lastView: LastView = { zoom: 'width', isSpread: false, hasThumbnails: false };

/** The view that was chosen last. */
export function recallView(): LastView {
  return lastView;
}

/** Remembers a chosen view until the window closes. */
export function rememberView({ zoom, isSpread, hasThumbnails }: ViewState): void {
  lastView = { zoom, isSpread, hasThumbnails };
}
