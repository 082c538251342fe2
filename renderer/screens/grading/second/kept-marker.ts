import type { MarkingRound } from '../../../../preload/contract/index.ts';
import { createSignal } from '../../../app/signal.ts';

const STORED_AS = 'grading.marker';

/** Who marks now: which round, and the names that were written for each. */
export interface Marker {
  readonly round: MarkingRound;
  readonly names: Readonly<Record<MarkingRound, string>>;
}

const FIRST: Marker = { round: 1, names: { 1: '', 2: '' } };

/** Kept from one day to the next on this computer. */
export const marker = createSignal<Marker>(recall());

export function setMarker(next: Marker): void {
  marker.set(next);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(next));
  } catch {
    // Until the window closes, then.
  }
}

function recall(): Marker {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Partial<Marker>;
    const name = (round: MarkingRound) => {
      const written: unknown = stored.names?.[round];
      return typeof written === 'string' ? written : '';
    };
    return { round: stored.round === 2 ? 2 : 1, names: { 1: name(1), 2: name(2) } };
  } catch {
    return FIRST;
  }
}
