import * as z from 'zod';
import type { HttpReply } from '../../platform/http.ts';
import type { ChangesFetchReply, ChangesPage, UnreadRow, UnreadRows } from '../adapter-types.ts';
import { parseReply } from './replies.ts';
import { type Change, change, changesFetchReply, changesPage, entityRef } from './wire.ts';

/** A list whose rows are read one by one: a row that is wrong takes none of the others with it. */
export const rowsOneByOne = z.array(z.unknown());

const pageOfRows = changesPage.extend({ changes: rowsOneByOne });
const fetchedRows = changesFetchReply.extend({ changes: rowsOneByOne });

/** @throws CartableError `ent/not-an-ent` */
export function readPage(reply: HttpReply): ChangesPage {
  const page = parseReply(reply, pageOfRows);
  return { ...page, ...readChanges(page.changes) };
}

/** @throws CartableError `ent/not-an-ent` */
export function readFetched(reply: HttpReply): ChangesFetchReply {
  const fetched = parseReply(reply, fetchedRows);
  return { ...fetched, ...readChanges(fetched.changes) };
}

/**
 * The changes among rows; beside them, those that are none. What names an entity all the same is told as it came, unless a
 * row that can be read says later what stands there.
 */
export function readChanges(rows: readonly unknown[]): UnreadRows & { readonly changes: Change[] } {
  const changes: Change[] = [];
  const unread = new Map<string, UnreadRow>();
  let namelessCount = 0;
  for (const row of rows) {
    const read = change.safeParse(row);
    const named = entityRef.safeParse(row);
    const name = JSON.stringify([named.data?.entity, named.data?.id]);
    if (read.success) {
      changes.push(read.data);
      unread.delete(name);
    } else if (named.success) unread.set(name, { ...named.data, row: row as UnreadRow['row'] });
    else namelessCount += 1;
  }
  return { changes, unread: [...unread.values()], namelessCount };
}
