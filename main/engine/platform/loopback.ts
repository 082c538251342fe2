/**
 * True when a URL's hostname (as `URL` writes it) is this very machine.
 *
 * Nothing else may be spoken to without TLS: a password on a school's network would be readable by any pupil.
 * Names below `.localhost` are left out: whether they stay on the machine depends on the resolver.
 */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
