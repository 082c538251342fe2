import { isLoopbackHost } from '../../platform/loopback.ts';
import { resolveEntAddress } from '../ent/address.ts';

/** Folders of every Moodle: an address that was copied from a browser ends in one of them. */
const MOODLES_OWN =
  /\/(?:index\.php|(?:admin|auth|badges|blocks|blog|calendar|course|enrol|grade|lib|local|login|message|mod|my|notes|report|theme|user|webservice)(?:\/.*)?)$/;

/**
 * Where a Moodle may be, for an address as `resolveEntAddress` gives it: without the page that was copied with it, then at the
 * top of the site.
 */
export function moodleAddresses(address: string): string[] {
  const { origin, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, '').replace(MOODLES_OWN, '');
  return [...new Set([`${origin}${path}`, origin])];
}

/**
 * Where a site sends us, when it may: to the same site, encrypted, or on this computer.
 *
 * The same site is the same host, or one below the other (`moodle.ecole.fr`, `www.ecole.fr`): whoever runs one runs the other.
 * @param script the path that was asked for, which the new address must end with
 */
export function redirectedAddress(from: string, location: string, script: string): string | null {
  const target = URL.parse(location, `${from}${script}`);
  if (target === null || target.username !== '' || !target.pathname.endsWith(script)) return null;
  const address = `${target.origin}${target.pathname.slice(0, -script.length)}`;
  return isSameSite(from, address) ? address : null;
}

/** Where a site sends its visitors on to, when that is another site's: with the script that was asked for, or to its front page. Null: nowhere that is safe. */
export function movedAddress(from: string, location: string, script: string): string | null {
  const target = URL.parse(location, `${from}${script}`);
  if (target === null || target.username !== '') return null;
  const { origin, pathname } = target;
  const path = pathname.endsWith(script) ? pathname.slice(0, -script.length) : pathname;
  const address = tidyAddress(`${origin}${path}`);
  return address === null || isSameSite(from, address) ? null : address;
}

/** True when an address belongs to the site that was typed, and is as safe. */
export function isSameSite(typed: string, address: string): boolean {
  const [one, other] = [new URL(typed), URL.parse(address)];
  if (other === null) return false;
  // This computer under its several names: a Moodle answers under the one that it knows itself by. Another port is another site.
  if (isLoopbackHost(one.hostname) || isLoopbackHost(other.hostname))
    return isLoopbackHost(one.hostname) && isLoopbackHost(other.hostname) && one.port === other.port;
  if (other.protocol !== 'https:') return false;
  const [a, b] = [one.hostname, other.hostname].map((host) => host.replace(/^www\./, ''));
  return (
    a !== undefined &&
    b !== undefined &&
    (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)) &&
    b.includes('.')
  );
}

/** A site's own address in the form in which all others are kept; null for what is none. */
export function tidyAddress(address: string): string | null {
  try {
    return resolveEntAddress(address);
  } catch {
    return null;
  }
}
