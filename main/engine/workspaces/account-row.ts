import type { Account } from '../../../preload/contract/domain.ts';
import type { SignedIn } from '../connectors/adapter-types.ts';
import type { Store } from '../store/store.ts';

/** The account of a workspace, as it is stored. */
export interface AccountRow {
  readonly id: string;
  readonly kind: Account['kind'];
  readonly url: string;
  readonly login: string;
  readonly display_name: string;
  readonly school_name: string;
  readonly zone: string;
  readonly timezone: string;
  readonly dataset_id: string;
  readonly device_id: string;
  /** Of the last sign-in. */
  readonly connected_at: number;
}

/** The one account of a workspace, once connected. */
export function readAccount(store: Store): AccountRow | null {
  return (store.db.prepare('SELECT * FROM account').get() as AccountRow | undefined) ?? null;
}

/**
 * Writes what a sign-in told.
 *
 * Another dataset under the same address and login is not taken for ours: sync sees it, and the teacher decides.
 */
export function saveAccount(
  store: Store,
  connection: { kind: Account['kind']; url: string; login: string; deviceId: string; connectedAt: number },
  signedIn: SignedIn,
): void {
  const known = readAccount(store);
  const isKnown = known === null || known.dataset_id === signedIn.datasetId;
  store.write(() => {
    store.db.prepare('DELETE FROM account').run();
    store.db
      .prepare(
        `INSERT INTO account (id, kind, url, login, display_name, school_name, zone, timezone, dataset_id, device_id, connected_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        isKnown ? signedIn.accountId : known.id,
        connection.kind,
        connection.url,
        connection.login,
        signedIn.displayName,
        signedIn.school.name,
        signedIn.school.zone,
        signedIn.school.timezone,
        isKnown ? signedIn.datasetId : known.dataset_id,
        connection.deviceId,
        connection.connectedAt,
      );
  });
}

/** Writes that this account is another device's from now on. Joins the caller's transaction. */
export function saveDeviceId(store: Store, deviceId: string): void {
  store.write(() => store.db.prepare('UPDATE account SET device_id = ?').run(deviceId));
}

/** The account goes on with another dataset, as the teacher has decided. Call inside a transaction. */
export function saveIdentity(store: Store, identity: { accountId: string; datasetId: string }): void {
  store.db.prepare('UPDATE account SET id = ?, dataset_id = ?').run(identity.accountId, identity.datasetId);
}
