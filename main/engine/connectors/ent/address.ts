import { CartableError } from '../../platform/cartable-error.ts';
import { isLoopbackHost } from '../../platform/loopback.ts';

/** Slashes missing or turned the other way are typing mistakes, not other schemes. */
const TYPED_SCHEME = /^(https?):[\\/]*/i;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/**
 * Makes an ENT's base address out of what a teacher typed: `ent.mon-lycee.fr`, or an address copied from a browser.
 *
 * https unless said otherwise; the path is kept, what follows it is dropped; no slash at the end.
 * @throws CartableError `account/wrong-address`; `ent/insecure` for http to another machine
 */
export function resolveEntAddress(typed: string): string {
  const text = typed.trim();
  const scheme = TYPED_SCHEME.exec(text);
  // Another scheme, or a name and password, end as a host or a port that cannot be.
  const rest = scheme === null ? text : text.slice(scheme[0].length);
  if (rest === '' || rest.includes('://')) throw wrongAddress();
  const url = parse(`${scheme?.[1]?.toLowerCase() ?? 'https'}://${rest}`);
  if (url.username !== '' || url.password !== '' || !isPlausibleHost(url.hostname, rest))
    throw wrongAddress();
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    throw new CartableError('ent/insecure', { reason: 'plain-http' });
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw wrongAddress();
  }
}

/** `URL` takes much for a host: `12` becomes 0.0.0.12; a name without a dot is a slip of the pen (`https//ent.fr`). */
function isPlausibleHost(hostname: string, typed: string): boolean {
  if (hostname === 'localhost' || hostname.startsWith('[')) return true;
  if (IPV4.test(hostname)) return typed.startsWith(hostname);
  const labels = hostname.split('.');
  return labels.length > 1 && labels.every((label) => LABEL.test(label));
}

function wrongAddress(): CartableError {
  return new CartableError('account/wrong-address');
}
