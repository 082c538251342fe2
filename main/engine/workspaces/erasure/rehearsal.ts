/**
 * A thread in which an erasure is done to a copy of the database in memory, to tell how much it takes.
 *
 * Started by preview.ts, which ends it when nobody waits any more.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { bytesOf, countScope, localSizes } from './counting.ts';
import { ERASING_STEPS, eraseRows } from './erase-rows.ts';
import type { RehearsalMessage, RehearsalTask } from './rehearsal-task.ts';

const { database, scope, directory, now } = workerData as RehearsalTask;
const tell = (message: RehearsalMessage) => parentPort?.postMessage(message);

// As long as it lies in a file, its journal does: bytes 18 and 19 say WAL, which a database in memory has not.
const bytes = Buffer.from(database);
bytes[18] = 1;
bytes[19] = 1;
const db = new Database(bytes);
db.pragma('foreign_keys = ON');

let steps = 0;
const onStep = () => {
  steps += 1;
  tell({ kind: 'step', share: Math.min(1, steps / (ERASING_STEPS + 1)) });
};
const counts = countScope(db, scope, directory);
onStep();
const sizes = localSizes(db);
const gone = db.transaction(() => eraseRows(db, scope, now, onStep))();
const documentBytes = bytesOf(gone, sizes);
tell({ kind: 'counted', counts: { ...counts, documents: gone.length, documentBytes } });
