import { createHash } from 'node:crypto';
import type { WorkspaceState } from '../../../preload/contract/account.ts';
import type { Account } from '../../../preload/contract/domain.ts';
import { KEEPS_LEDGER } from '../connectors/ledgers.ts';
import type { Secrets } from '../platform/secrets.ts';
import { LATEST_VERSION } from '../store/migrate.ts';
import { readAccount } from './account-row.ts';
import type { Workspace } from './workspace.ts';

/** The folder of the demonstration. */
export const DEMO_KEY = 'demo';

/** The folder of an account: by address and login, however the teacher has signed in. */
export function accountKey(url: string, login: string): string {
  return createHash('sha256').update(`${url}\n${login}`).digest('hex').slice(0, 24);
}

/** What the screens know of an account. */
export async function describeAccount(workspace: Workspace, secrets: Secrets): Promise<Account> {
  const account = readAccount(workspace.store) ?? workspace.account;
  const hasSecret = (await secrets.get(workspace.key)) !== null;
  return {
    id: account.id,
    kind: account.kind,
    url: account.url,
    login: account.login,
    displayName: account.display_name,
    schoolName: account.school_name,
    isSignedIn: hasSecret || account.kind === 'demo',
    secretKeptIn: hasSecret ? secrets.keptIn() : 'none',
    keepsLedger: KEEPS_LEDGER[account.kind],
  };
}

/** What the first screen needs to know. */
export async function describeState(
  {
    workspace,
    ...known
  }: Pick<WorkspaceState, 'dataMissing' | 'appVersion'> & { readonly workspace: Workspace | null },
  secrets: Secrets,
): Promise<WorkspaceState> {
  const account = workspace === null ? null : await describeAccount(workspace, secrets);
  const version = workspace?.store.schemaVersion ?? 0;
  return {
    ...known,
    account,
    isReadOnly: workspace?.store.isReadOnly ?? false,
    fromFutureVersion: version > LATEST_VERSION ? version : null,
  };
}
