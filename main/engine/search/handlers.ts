import { areNamesHidden } from '../../../preload/contract/anonymity.ts';
import { FOUND_KINDS, type Found, type FoundKind } from '../../../preload/contract/search.ts';
import type { DomainContext } from '../context.ts';
import { type EntryRow, readEntries, readFound } from './repository.ts';
import { excerptOf, fullTextQuery } from './rules.ts';

/** Of each kind: what is looked at without scrolling. */
const MOST_OF_A_KIND = 6;

/** What the screens ask of the search. It writes nothing: triggers keep what it reads (migration 0260). */
export const searchHandlers = {
  find(context: DomainContext, { text }: { text: string }): Found[] {
    const query = fullTextQuery(text);
    if (query === null) return [];
    return FOUND_KINDS.flatMap((kind) =>
      readEntries(context.store.db, kind, query, MOST_OF_A_KIND).flatMap((entry) =>
        toFound(context, kind, entry),
      ),
    );
  },
};

function toFound(
  { store: { db }, clock }: DomainContext,
  kind: FoundKind,
  { entityId, snippet }: EntryRow,
): Found[] {
  const row = readFound(db, kind, entityId);
  if (row === undefined) return [];
  const { hiddenSeed = null, publishAt = null, title, place, placeId, at } = row;
  const isHidden = areNamesHidden({ hiddenSeed, publishAt }, clock.now());
  return [
    {
      kind,
      id: row.id ?? entityId,
      title: isHidden ? null : title,
      place,
      placeId,
      at,
      // The text of homework is its title.
      excerpt: kind === 'homework' ? [] : excerptOf(snippet),
    },
  ];
}
