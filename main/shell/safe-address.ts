/** Longer than any honest link, shorter than what some systems' openers trip over. */
const MAX_LENGTH = 2_000;

/**
 * Whether the system may be asked to open an address: `https:` and `mailto:` only.
 *
 * Other schemes start programs (`file:`, `smb:`, `ms-msdt:`…). Names and passwords inside an address disguise its host,
 * and some mail programs take an `attach` parameter for a file of this computer.
 */
export function isSafeOutside(address: string): boolean {
  if (address.length > MAX_LENGTH || /[\0-\x20\x7f\\]/.test(address) || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password, searchParams } = new URL(address);
  if (protocol === 'https:') return hostname !== '' && username === '' && password === '';
  return protocol === 'mailto:' && ![...searchParams.keys()].some((name) => /^attach/i.test(name));
}
