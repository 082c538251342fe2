import { join } from 'node:path';
import type { DataMissing, WorkspaceState } from '../../preload/contract/account.ts';
import type { Account } from '../../preload/contract/domain.ts';
import type { Engine } from '../engine/create-engine.ts';
import { CartableError } from '../engine/platform/cartable-error.ts';
import { CommandFault } from './command-fault.ts';
import { nameFailure } from './failure.ts';
import type { CliWords } from './words/en.ts';

/** The open account, and what is to be known of its data. */
export interface OpenAccount {
  readonly account: Account;
  readonly state: WorkspaceState;
}

/**
 * The account that a command works on.
 *
 * @throws CartableError `account/not-connected`; CommandFault when its data have vanished
 */
export async function requireAccount(client: Engine['client']): Promise<OpenAccount> {
  const state = await client.account.state();
  if (state.account !== null) return { account: state.account, state };
  throw state.dataMissing === null ? new CartableError('account/not-connected') : faultOf(state.dataMissing);
}

/** That the data have vanished, as a failure. */
export function faultOf({ reason, directory }: DataMissing): CommandFault {
  return new CommandFault(`cli/${reason}`, { path: directory });
}

/** Where the back-ups are, and what to do. */
export function adviceFor({ reason, directory, backUps }: DataMissing, { missing }: CliWords): string[] {
  if (reason === 'active-unreadable') return [missing.lookAgain];
  return [
    ...(backUps.length === 0
      ? [missing.noBackUp]
      : [
          missing.backUps,
          ...backUps.map((path) => `  ${path}`),
          missing.restore(join(directory, 'cartable.sqlite')),
        ]),
    missing.reconnect,
  ];
}

/** Reads from data that may be a newer version's: what cannot be understood there is no fault of ours. */
export async function readable<T>({ fromFutureVersion }: WorkspaceState, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (fromFutureVersion === null || nameFailure(error).code !== 'internal/unexpected') throw error;
    throw new CartableError('store/from-future', { version: fromFutureVersion }, 'after-user', error);
  }
}
