import type { Database, RunResult, Statement } from 'better-sqlite3';

/** Far more than the engine has: only texts that grow with what they are asked for come this far. */
const KEPT_AT_MOST = 1000;

/** What the engine asks of a statement; nothing of it changes the statement for others who hold it. */
export interface DbStatement {
  run(...values: unknown[]): RunResult;
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  iterate(...values: unknown[]): IterableIterator<unknown>;
  /** The same, whose rows are their first column alone. */
  pluck(): DbStatement;
  /** The same, whose rows are their columns alone, as an array. */
  raw(): DbStatement;
}

/**
 * Lets a connection keep the statements that it has compiled: `prepare` gives one for the same text again.
 *
 * To compile a statement takes longer than to run it, and a page of changes asks for the same ten a thousand times. Call
 * it once the schema is the latest.
 */
export function keepStatements(db: Database): void {
  const compile = db.prepare.bind(db);
  const kept = new Map<string, DbStatement>();
  const prepare = (sql: string): DbStatement => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_AT_MOST) kept.clear();
    const statement = new KeptStatement(() => compile(sql));
    kept.set(sql, statement);
    return statement;
  };
  db.prepare = prepare as typeof db.prepare;
}

/** Compiled when it first runs, and apart for each shape of rows: how one of its holders wants them is nothing to the others. */
class KeptStatement implements DbStatement {
  readonly #compile: () => Statement;
  #compiled: Statement | null = null;
  #plucked: DbStatement | null = null;
  #raw: DbStatement | null = null;

  constructor(compile: () => Statement) {
    this.#compile = compile;
  }

  /** Not the one whose rows somebody further out is still reading. */
  get #free(): Statement {
    if (this.#compiled?.busy === true) return this.#compile();
    this.#compiled ??= this.#compile();
    return this.#compiled;
  }

  run(...values: unknown[]): RunResult {
    return this.#free.run(...values);
  }

  get(...values: unknown[]): unknown {
    return this.#free.get(...values);
  }

  all(...values: unknown[]): unknown[] {
    return this.#free.all(...values);
  }

  iterate(...values: unknown[]): IterableIterator<unknown> {
    return this.#free.iterate(...values);
  }

  pluck(): DbStatement {
    this.#plucked ??= new KeptStatement(() => this.#compile().pluck());
    return this.#plucked;
  }

  raw(): DbStatement {
    this.#raw ??= new KeptStatement(() => this.#compile().raw());
    return this.#raw;
  }
}
