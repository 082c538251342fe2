import type { SaveState, SaveStatus } from './autosave.ts';

/** From what needs the teacher to what needs nobody. */
const BY_CONCERN: readonly SaveStatus[] = ['failed', 'retrying', 'saving', 'typed', 'saved', 'resting'];

/** One state for several fields: nothing is « enregistré » while one of them is not. */
export function worstState(states: readonly SaveState[]): SaveState {
  const [worst] = [...states].sort((a, b) => BY_CONCERN.indexOf(a.status) - BY_CONCERN.indexOf(b.status));
  return worst ?? { status: 'resting', error: null };
}
