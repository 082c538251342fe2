import { shell } from 'electron';
import { isSafeOutside } from './safe-address.ts';

/** The one way out of the app: an address of the web or of mail, in the system's own program. Others do nothing. */
export function openOutside(address: string): void {
  if (isSafeOutside(address)) void shell.openExternal(address).catch(() => undefined);
}
