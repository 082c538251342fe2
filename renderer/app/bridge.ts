import type { CartableBridge } from '../../preload/contract/index.ts';

declare global {
  interface Window {
    readonly cartable: CartableBridge;
  }
}

/**
 * What the preload script gave to the page.
 *
 * Read at each use rather than kept, so that a test can put its own bridge before the app starts.
 */
export function bridge(): CartableBridge {
  return window.cartable;
}
