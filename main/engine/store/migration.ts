import type { Database } from 'better-sqlite3';

/** One step of the schema. Append-only: a migration that was released is never edited. */
export interface Migration {
  /** Steps of ten, so that two branches can interleave. */
  readonly version: number;
  readonly name: string;
  /** Runs inside the transaction that also moves `user_version`. */
  up(db: Database): void;
}
