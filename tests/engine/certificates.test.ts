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
const { trustCertificates } = await import(${JSON.stringify(MODULE)});
trustCertificates(process.env.SCHOOL_FILES.split(':'));
const words = (pem) => pem.replace(/\\s/g, '');
const trusted = new Set(getCACertificates('default').map(words));
const { readFileSync } = await import('node:fs');
console.log(process.argv.slice(1).map((path) => trusted.has(words(readFileSync(path, 'utf8')))).join());
`;

test.runIf(process.platform === 'linux')(
  'the system’s authorities, those of NODE_EXTRA_CA_CERTS and the school’s are trusted, beside Node’s own',
  async () => {
    const folder = await temporaryFolder();
    const paths = ['system', 'extra', 'school', 'nobody'].map((name) => join(folder, `${name}.pem`));
    for (const path of paths) await writeFile(path, makeCertificate({ dnsName: path.slice(-9, -4) }).cert);
    const [SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, school] = paths;
    const broken = join(folder, 'broken.pem');
    await writeFile(broken, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const SCHOOL_FILES = [broken, join(folder, 'missing.pem'), school].join(':');
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, ...paths], {
      env: { ...process.env, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, SCHOOL_FILES },
      encoding: 'utf8',
    });
    expect(printed.trim()).toBe('true,true,true,false');
  },
);
