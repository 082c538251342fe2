import type { Account } from '../../../preload/contract/domain.ts';

/**
 * Whether a kind of server remembers what it has answered, by the number of each batch and the name of each edit: said on the screen
 * (`account.keepsLedger`), and what sync goes by (`ServerSession.keepsLedger`).
 */
export const KEEPS_LEDGER: Readonly<Record<Account['kind'], boolean>> = {
  ent: true,
  demo: true,
  moodle: false,
};
