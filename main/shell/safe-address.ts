/** Longer than any honest link, shorter than what some systems' openers trip over. */
const MAX_LENGTH = 2_000;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '[::1]']);

/**
 * Whether the system may be asked to open an address: `https:` and `mailto:` only.
 *
 * Other schemes start programs (`file:`, `smb:`, `ms-msdt:`…). Names and passwords inside an address disguise its host,
 * and some mail programs take an `attach` parameter for a file of this computer.
 */
export function isSafeOutside(address: string): boolean {
  if (address.length > MAX_LENGTH || /[\0-\x20\x7f\\]/.test(address)) return false;
  const url = parsed(address);
  if (url?.protocol === 'https:') return url.hostname !== '' && url.username === '' && url.password === '';
  return url?.protocol === 'mailto:' && ![...url.searchParams.keys()].some((name) => /^attach/i.test(name));
}

/** Whether an ENT's page to sign in on may be opened: `https:`, or `http:` to an ENT that runs on this computer. */
export function isSafeSignInPage(address: string): boolean {
  const url = parsed(address);
  if (url?.protocol === 'https:') return isSafeOutside(address);
  const isHere = url !== null && (LOOPBACK.has(url.hostname) || /^127(\.\d{1,3}){3}$/.test(url.hostname));
  return url?.protocol === 'http:' && isHere && isSafeOutside(address.replace(/^http:/i, 'https:'));
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
