import * as z from 'zod';
import type { Marker } from '../../../preload/contract/domain.ts';
import type { Db } from '../store/store.ts';
import type { HandlingBody } from './bodies.ts';

/*
 * To whom a copy was given to be marked, where several mark one assignment (Moodle's marking allocation). It comes with what the server
 * follows of the copy, and nothing here changes it.
 */

const marker = z.object({ name: z.string(), is_mine: z.boolean() });

/** Takes over whose copy it is to mark; where the server says nothing, nobody's. */
export function applyMarker(db: Db, submissionId: string, body: HandlingBody | null, at: number): void {
  const { data } = marker.safeParse(body?.marker);
  if (data === undefined) {
    db.prepare('DELETE FROM copy_marker WHERE submission_id = ?').run(submissionId);
    return;
  }
  db.prepare(
    'INSERT OR REPLACE INTO copy_marker (submission_id, name, is_mine, updated_at) VALUES (?, ?, ?, ?)',
  ).run(submissionId, data.name, Number(data.is_mine), at);
}

/** Whose a copy is to mark; null: nobody's in particular. */
export function markerIn(row: {
  readonly markerName: string | null;
  readonly isMineToMark: 0 | 1 | null;
}): Marker | null {
  return row.markerName === null ? null : { name: row.markerName, isMine: row.isMineToMark === 1 };
}
