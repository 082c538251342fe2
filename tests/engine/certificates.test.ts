import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { makeCertificate } from '../faults/test-certificate.ts';
import { temporaryFolder } from './synced-class.ts';

const MODULE = pathToFileURL(join(import.meta.dirname, '../../main/engine/platform/certificates.ts')).href;
const PROGRAM = `
import { getCACertificates } from 'node:tls';
const { trustSystemCertificates } = await import(${JSON.stringify(MODULE)});
trustSystemCertificates();
const words = (pem) => pem.replace(/\\s/g, '');
const trusted = new Set(getCACertificates('default').map(words));
const { readFileSync } = await import('node:fs');
console.log(process.argv.slice(1).map((path) => trusted.has(words(readFileSync(path, 'utf8')))).join());
`;

test.runIf(process.platform === 'linux')(
  'the system’s authorities and those of NODE_EXTRA_CA_CERTS are trusted, beside Node’s own',
  async () => {
    const folder = await temporaryFolder();
    const paths = ['system', 'extra', 'nobody'].map((name) => join(folder, `${name}.pem`));
    for (const path of paths) await writeFile(path, makeCertificate({ dnsName: path.slice(-9, -4) }).cert);
    const [SSL_CERT_FILE, NODE_EXTRA_CA_CERTS] = paths;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, ...paths], {
      env: { ...process.env, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS },
      encoding: 'utf8',
    });
    expect(printed.trim()).toBe('true,true,false');
  },
);
