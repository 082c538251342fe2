import type { ServerSession } from '../../../main/engine/connectors/server-adapter.ts';
import { copiesOf, writeCopies } from '../sync/copies.ts';
import type { EndpointCall } from './endpoint-call.ts';
import { COPY_BYTES } from './school.ts';

const PIECE_BYTES = 2 * 1024 * 1024;
const BUNDLED = 8;
const TIMES = 5;
/** Of the documents here: none of them is a class's copy. */
const FIRST_SEED = 10_000;

/** What is sent whole, or in pieces: a document of its own each time, since one that the server has costs it nothing. */
export async function uploads(session: ServerSession, folder: string): Promise<readonly EndpointCall[]> {
  const small = await writeCopies(folder, copiesOf(BUNDLED * TIMES, COPY_BYTES, FIRST_SEED));
  const large = await writeCopies(folder, copiesOf(2 * TIMES, PIECE_BYTES, 2 * FIRST_SEED));
  const [whole, inPieces] = [large.slice(0, TIMES), large.slice(TIMES)];
  const places: string[] = [];
  const nth = <T>(values: readonly T[], turn: number): T => {
    const value = values[turn];
    if (value === undefined) throw new Error('asked more often than foreseen');
    return value;
  };
  return [
    [
      'POST /blobs/bundle',
      `${BUNDLED} documents of 400 kB`,
      TIMES,
      (turn) => session.putBundle(small.slice(turn * BUNDLED, (turn + 1) * BUNDLED)),
    ],
    ['PUT /blobs/{sha256}', 'one document of 2 MiB', TIMES, (turn) => session.putBlob(nth(whole, turn))],
    [
      'POST /blobs',
      'an upload in pieces begins',
      TIMES,
      async (turn) => places.push(await session.beginUpload('resumable', nth(inPieces, turn))),
    ],
    [
      'PATCH /uploads/{id}',
      'one piece of 2 MiB, the last',
      TIMES,
      (turn) =>
        session.appendUpload('resumable', nth(places, turn), nth(inPieces, turn), {
          from: 0,
          to: PIECE_BYTES,
        }),
    ],
  ];
}
