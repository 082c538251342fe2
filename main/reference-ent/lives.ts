import { randomBytes } from 'node:crypto';
import type { EntStore } from './ent-store.ts';

/** Of places that were reached before the first life that is kept. */
const FIRST_LIFE = '00000000';

/**
 * Begins another life of every feed: at each start of the server, and when a back-up was put back.
 *
 * A database that was put back counts its changes again, and reaches numbers that it has given before to others. Each
 * place in a feed has been reached in one life, which its cursor names, so that a cursor of the time that is lost is
 * never taken for one of ours, however far the feed has come since.
 */
export function beginLife(store: EntStore): void {
  const life = randomBytes(4).toString('hex');
  // One that nothing was written in leaves no trace: no cursor names it.
  store.write(() =>
    store.db.prepare('INSERT OR REPLACE INTO life SELECT account_id, last_seq, ? FROM account').run(life),
  );
}

/** The life in which a place of an account's feed was reached. */
export function lifeAt({ db }: EntStore, accountId: string, seq: number): string {
  const life = db
    .prepare('SELECT life FROM life WHERE account_id = ? AND from_seq < ? ORDER BY from_seq DESC LIMIT 1')
    .pluck()
    .get(accountId, seq) as string | undefined;
  return life ?? FIRST_LIFE;
}
