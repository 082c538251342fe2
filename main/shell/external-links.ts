import { lstat } from 'node:fs/promises';
import { shell } from 'electron';
import { isSafeOutside, isSafeSignInPage } from './safe-address.ts';

/** Opens a page of an ENT's that the engine has named, on which the teacher signs in. The page cannot name one. */
export function openSignInPage(address: string): void {
  if (isSafeSignInPage(address)) void shell.openExternal(address).catch(() => undefined);
}

/** Shows a PDF of the engine's own making in the system's program for it, from which it is printed. The page cannot name one. */
export function showPages(path: string): void {
  void shell.openPath(path).catch(() => undefined);
}

/** Opens a document of the engine's laying in the system's program for it; false: there is none. Links and folders are not opened. */
export async function openCopy(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isFile() === true && (await shell.openPath(path)) === '';
}

/** The way out of the page: an address of the web or of mail, in the system's own program. Others do nothing. */
export function openOutside(address: string): void {
  if (isSafeOutside(address)) void shell.openExternal(address).catch(() => undefined);
}
