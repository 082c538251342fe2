import { createHash } from 'node:crypto';
import { CartableError } from '../../platform/cartable-error.ts';

/** `scheme://token=<base64>`, or what is left of it when it was copied by hand. */
const ANSWER = /^(?:[a-z][a-z0-9+.-]*:\/\/)?token=(?<packed>[A-Za-z0-9+/]{40,2000}={0,2})$/i;

/**
 * The token in the address to which `launch.php` sends the browser.
 *
 * admin/tool/mobile/launch.php: `base64(md5(wwwroot . passport) ':::' token [':::' privatetoken])`. Whoever can write a link can write such
 * an address: the signature says that it answers our own question, whose passport nobody else has been told.
 * @param sites addresses that the site may sign with
 * @throws CartableError `account/browser-sign-in-failed` with `reason` not-an-answer or other-answer
 */
export function tokenInAnswer(address: string, passport: string, sites: readonly string[]): string {
  const packed = ANSWER.exec(withoutTail(address))?.groups?.packed;
  const [signature, token] = Buffer.from(packed ?? '', 'base64')
    .toString('latin1')
    .split(':::');
  if (
    signature === undefined ||
    !/^[0-9a-f]{32}$/.test(signature) ||
    !/^[A-Za-z0-9]{1,200}$/.test(token ?? '')
  )
    throw new CartableError('account/browser-sign-in-failed', { reason: 'not-an-answer' }, 'after-user');
  const isOurs = sites.some((site) => signatureOf(site, passport) === signature);
  if (!isOurs || token === undefined)
    throw new CartableError('account/browser-sign-in-failed', { reason: 'other-answer' }, 'after-user');
  return token;
}

/** What a site may sign with: its own name for itself, and the same by the other protocol (a proxy may end https before it). */
export function signingNames(wwwroot: string): string[] {
  const bare = wwwroot.replace(/\/+$/, '');
  return [wwwroot, bare, bare.replace(/^http:/, 'https:'), bare.replace(/^https:/, 'http:')];
}

const signatureOf = (site: string, passport: string) =>
  createHash('md5')
    .update(site + passport)
    .digest('hex');

/** Windows puts a slash after it, some sites a `#`, and a browser may write `=` as `%3D`. */
function withoutTail(address: string): string {
  return address
    .trim()
    .replaceAll(/%3d/gi, '=')
    .replaceAll(/%2b/gi, '+')
    .replaceAll(/%2f/gi, '/')
    .replace(/\/?(?:#.*)?\/?$/, '');
}
