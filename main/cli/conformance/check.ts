import type { Capability } from '../../engine/connectors/ent/wire.ts';
import type { Target } from './target.ts';

/** One promise of the written API, tried on a server. */
export interface Check {
  readonly group: string;
  /** What holds, in the words of the written API. */
  readonly name: string;
  /** It changes the account's data, and puts them back as far as the API can. */
  readonly isWriting?: boolean;
  /** It writes what students or colleagues could see, were they there: only where the ENT made the account for tests. */
  readonly isForTestAccount?: boolean;
  /** Tried only where the server offers it. */
  readonly capability?: Capability;
  /** @throws Mismatch when the promise is not kept, `NothingToTry` when it cannot be tried on this account */
  run(target: Target): Promise<void>;
}

/** Makes the checks of one group. */
export function group(name: string, checks: readonly Omit<Check, 'group'>[]): Check[] {
  return checks.map((check) => ({ ...check, group: name }));
}
