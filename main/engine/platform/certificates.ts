import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/**
 * Trusts what the system trusts too, beside Node's own list and NODE_EXTRA_CA_CERTS: a school's own authority, or the one
 * that its filter signs with, is installed there.
 *
 * For the whole process. A runtime that does not know the system's certificates keeps its own.
 *
 * @param files more of them, in PEM; one that cannot be read, or holds none, is passed over
 */
export function trustCertificates(files: readonly string[] = []): void {
  if (typeof tls.getCACertificates !== 'function' || typeof tls.setDefaultCACertificates !== 'function')
    return;
  try {
    const trusted = new Set([
      ...tls.getCACertificates('default'),
      ...tls.getCACertificates('system'),
      ...files.flatMap(certificatesIn),
    ]);
    tls.setDefaultCACertificates([...trusted]);
  } catch {
    // A system's store that cannot be read leaves Node's own list in force.
  }
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function certificatesIn(file: string): readonly string[] {
  try {
    return (readFileSync(file, 'utf8').match(PEM) ?? []).filter(isReadable);
  } catch {
    return [];
  }
}

/** One that Node cannot read would have it refuse the whole list. */
function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
