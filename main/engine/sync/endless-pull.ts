import type { ChangesPage } from '../connectors/ent/wire.ts';

/** Pages in a row that hold nothing: an ENT may leave out what is not for this teacher, but not without end. */
export const EMPTY_PAGES = 50;
/** Pages in one pull. What came before stays: the next session goes on from there. */
export const PULL_PAGES = 5000;

/** Told of each page of one pull: true when its ENT leads nowhere, or on for longer than one session should follow. */
export function endlessness(): (page: Pick<ChangesPage, 'changes'>) => boolean {
  let [pages, empty] = [0, 0];
  return ({ changes }) => {
    pages += 1;
    empty = changes.length === 0 ? empty + 1 : 0;
    return pages > PULL_PAGES || empty > EMPTY_PAGES;
  };
}
