import type { EntSession } from '../accounts.ts';
import type { ExpectedBlob } from '../blob-store.ts';
import type { EntParts } from '../parts.ts';

/** What bytes must be to become this blob of the account's, by the limits in force. */
export function expectedBlob({ dial, clock }: EntParts, session: EntSession, sha256: string): ExpectedBlob {
  const { limits, quota_bytes } = dial.settings;
  return {
    sha256,
    accountId: session.account.account_id,
    limitBytes: limits.blob_bytes,
    quotaBytes: quota_bytes,
    now: clock.now(),
  };
}
