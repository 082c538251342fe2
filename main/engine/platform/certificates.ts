import * as tls from 'node:tls';

/**
 * Trusts what the system trusts too, beside Node's own list and NODE_EXTRA_CA_CERTS: a school's own authority, or the one
 * that its filter signs with, is installed there.
 *
 * For the whole process. A runtime that does not know the system's certificates keeps its own.
 */
export function trustSystemCertificates(): void {
  if (typeof tls.getCACertificates !== 'function' || typeof tls.setDefaultCACertificates !== 'function')
    return;
  try {
    const trusted = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
    tls.setDefaultCACertificates([...trusted]);
  } catch {
    // A system's store that cannot be read leaves Node's own list in force.
  }
}
