import { createHash, createHmac, randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { EntStore } from './ent-store.ts';

/** A teacher of this ENT and the dataset that is theirs. */
export interface EntAccount {
  readonly account_id: string;
  readonly login: string;
  readonly display_name: string;
  readonly dataset_id: string;
}

/** Who asks, and from which device. */
export interface EntSession {
  readonly account: EntAccount;
  readonly deviceId: string;
}

/** Access tokens live for one sync session: 15 min covers a class of copies on a slow line. */
export const ACCESS_TOKEN_S = 15 * 60;
/** A device that stayed away for a whole school year signs in again. */
const REFRESH_TOKEN_MS = 400 * 86_400_000;
/** 16 MiB and some 50 ms a try: dear for a guesser, unnoticed by a teacher. */
const SCRYPT = { N: 2 ** 14, r: 8, p: 1 } as const;
const KEY_BYTES = 32;

const derive = promisify(
  (password: string, salt: Buffer, done: (error: Error | null, key: Buffer) => void) =>
    void scrypt(password, salt, KEY_BYTES, SCRYPT, done),
);

const ACCOUNT = 'SELECT account_id, login, display_name, dataset_id FROM account';

/** Accounts, passwords and tokens. Neither passwords nor tokens are kept as they are: only their hashes. */
export class Accounts {
  readonly #store: EntStore;

  constructor(store: EntStore) {
    this.#store = store;
  }

  async create(login: string, password: string, displayName: string): Promise<EntAccount> {
    const enter = await this.prepare(login, password, displayName);
    return this.#store.write(enter);
  }

  /** The slow part of `create`; what it returns enters the account, inside the caller's transaction. */
  async prepare(login: string, password: string, displayName: string): Promise<() => EntAccount> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt);
    const accountId = randomUUID();
    return () => {
      this.#store.db
        .prepare(
          `INSERT INTO account (account_id, login, display_name, password_salt, password_hash, dataset_id)
           VALUES (?, ?, ?, ?, ?, ?)`,
        )
        .run(accountId, login, displayName, salt, hash, randomUUID());
      return this.byId(accountId);
    };
  }

  byId(accountId: string): EntAccount {
    return this.#store.db.prepare(`${ACCOUNT} WHERE account_id = ?`).get(accountId) as EntAccount;
  }

  byLogin(login: string): EntAccount | undefined {
    return this.#store.db.prepare(`${ACCOUNT} WHERE login = ?`).get(login) as EntAccount | undefined;
  }

  /** The account, or null: an unknown login takes as long as a wrong password. */
  async verifyPassword(login: string, password: string): Promise<EntAccount | null> {
    const row = this.#store.db
      .prepare('SELECT password_salt, password_hash FROM account WHERE login = ?')
      .get(login) as { password_salt: Buffer; password_hash: Buffer } | undefined;
    const key = await derive(password, row?.password_salt ?? Buffer.alloc(16));
    const isRight = timingSafeEqual(key, row?.password_hash ?? Buffer.alloc(KEY_BYTES));
    return row !== undefined && isRight ? (this.byLogin(login) ?? null) : null;
  }

  /** A refresh token for one device, which lasts until it is revoked or left unused. */
  issueRefreshToken(accountId: string, deviceId: string, deviceName: string, now: number): string {
    const token = newToken();
    this.#store.write(() => {
      this.#rememberDevice(accountId, deviceId, deviceName);
      this.#insertToken(token, {
        kind: 'refresh',
        accountId,
        deviceId,
        refreshHash: null,
        expiresAt: now + REFRESH_TOKEN_MS,
      });
    });
    return token;
  }

  /** An access token out of a refresh token, or null if that one opens nothing. */
  issueAccessToken(
    refreshToken: string,
    deviceId: string,
    now: number,
  ): { accessToken: string; watchTicket: string; account: EntAccount } | null {
    const refreshHash = hashOf(refreshToken);
    const accountId = this.#store.db
      .prepare("SELECT account_id FROM token WHERE token_sha256 = ? AND kind = 'refresh' AND expires_at > ?")
      .pluck()
      .get(refreshHash, now) as string | undefined;
    if (accountId === undefined) return null;
    const accessToken = newToken();
    const watchTicket = ticketOf(refreshToken);
    this.#store.write(() => {
      this.#store.db.prepare('DELETE FROM token WHERE expires_at <= ?').run(now);
      this.#store.db
        .prepare('UPDATE token SET expires_at = ? WHERE token_sha256 = ?')
        .run(now + REFRESH_TOKEN_MS, refreshHash);
      this.#rememberDevice(accountId, deviceId, '');
      this.#insertToken(accessToken, {
        kind: 'access',
        accountId,
        deviceId,
        refreshHash,
        expiresAt: now + ACCESS_TOKEN_S * 1000,
      });
      this.#store.db
        .prepare(
          `INSERT INTO watch_ticket (ticket_sha256, account_id, device_id, refresh_sha256) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET device_id = excluded.device_id`,
        )
        .run(hashOf(watchTicket), accountId, deviceId, refreshHash);
    });
    return { accessToken, watchTicket, account: this.byId(accountId) };
  }

  /** The session that an access token opens, or null. */
  sessionOf(accessToken: string, now: number): EntSession | null {
    const row = this.#store.db
      .prepare(
        "SELECT account_id, device_id FROM token WHERE token_sha256 = ? AND kind = 'access' AND expires_at > ?",
      )
      .get(hashOf(accessToken), now) as { account_id: string; device_id: string } | undefined;
    return row === undefined ? null : { account: this.byId(row.account_id), deviceId: row.device_id };
  }

  /** Who asks by a watch ticket, or null. Reads only: an idle poll writes nothing. */
  watcherOf(ticket: string, now: number): EntSession | null {
    const row = this.#store.db
      .prepare(
        `SELECT watch_ticket.account_id, watch_ticket.device_id FROM watch_ticket
         JOIN token ON token_sha256 = watch_ticket.refresh_sha256 WHERE ticket_sha256 = ? AND expires_at > ?`,
      )
      .get(hashOf(ticket), now) as { account_id: string; device_id: string } | undefined;
    return row === undefined ? null : { account: this.byId(row.account_id), deviceId: row.device_id };
  }

  /** RFC 7009: the token opens nothing any more; with a refresh token go the access tokens made from it. */
  revoke(token: string): void {
    this.#store.write(() =>
      this.#store.db.prepare('DELETE FROM token WHERE token_sha256 = ?').run(hashOf(token)),
    );
  }

  lastBatchNo(session: EntSession): number {
    const last = this.#store.db
      .prepare('SELECT last_batch_no FROM device WHERE account_id = ? AND device_id = ?')
      .pluck()
      .get(session.account.account_id, session.deviceId) as number | undefined;
    return last ?? 0;
  }

  #rememberDevice(accountId: string, deviceId: string, name: string): void {
    this.#store.db
      .prepare(
        `INSERT INTO device (account_id, device_id, name) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END`,
      )
      .run(accountId, deviceId, name);
  }

  #insertToken(
    token: string,
    row: {
      kind: 'access' | 'refresh';
      accountId: string;
      deviceId: string;
      refreshHash: Buffer | null;
      expiresAt: number;
    },
  ): void {
    this.#store.db
      .prepare(
        'INSERT INTO token (token_sha256, kind, account_id, device_id, refresh_sha256, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(hashOf(token), row.kind, row.accountId, row.deviceId, row.refreshHash, row.expiresAt);
  }
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Made from the refresh token, which it does not betray: it need not be kept, and is the same in every reply. */
function ticketOf(refreshToken: string): string {
  return createHmac('sha256', refreshToken).update('watch ticket').digest('base64url');
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
