import { useLayoutEffect } from 'react';
import type { Account } from '../../preload/contract/index.ts';
import { speakOf } from '../i18n/i18n.ts';

/** The window's sentences name the server of the account that is open, before anything is painted with another name. */
export function useServerWords(account: Pick<Account, 'kind'> | null | undefined): void {
  const server = account === null ? 'unknown' : account?.kind === 'moodle' ? 'moodle' : 'ent';
  useLayoutEffect(() => speakOf(server), [server]);
}
