import { CartableError } from '../../platform/cartable-error.ts';

/** Hosts that never leave this machine: plain http is safe there. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * What a teacher types, as the ENT's base address: scheme added, path kept, slash, query and fragment dropped.
 *
 * @throws CartableError `account/wrong-address`; `ent/insecure` for plain http to anything but this machine
 */
export function resolveEntAddress(typed: string): string {
  const text = typed.trim();
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new CartableError('account/wrong-address');
  if (url.username !== '' || url.password !== '' || !isHost(url.hostname))
    throw new CartableError('account/wrong-address');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw new CartableError('ent/insecure', { reason: 'http' });
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** A name with a dot, a number, or this machine: "monlycee" alone is a slip of the pen. */
function isHost(hostname: string): boolean {
  return LOOPBACK.test(hostname) || hostname.startsWith('[') || /^[^.]+(\.[^.]+)+$/.test(hostname);
}
