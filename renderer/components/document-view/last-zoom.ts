import type { Zoom } from './view-state.ts';

let lastZoom: Zoom = 'width';

/** The zoom that was chosen last: a pile of copies is read at one size. */
export function recallZoom(): Zoom {
  return lastZoom;
}

/** Remembers a chosen zoom until the window closes. */
export function rememberZoom(zoom: Zoom): void {
  lastZoom = zoom;
}
