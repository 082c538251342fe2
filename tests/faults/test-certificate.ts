import { generateKeyPairSync, sign } from 'node:crypto';

export interface TestCertificate {
  /** PEM, as Node's TLS takes them. */
  readonly key: string;
  readonly cert: string;
}

interface CertificateOptions {
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** DNS name in the certificate; 127.0.0.1 is always there beside it. */
  readonly dnsName?: string;
  readonly isForLoopback?: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Makes a self-signed certificate (RFC 5280), good for 127.0.0.1 and localhost unless told otherwise.
 *
 * Made when it is needed, so that no key lies in the repository and nothing in it can expire.
 */
export function makeCertificate(options: CertificateOptions = {}): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const validity = sequence(
    time(options.validFrom ?? new Date(now - DAY_MS)),
    time(options.validTo ?? new Date(now + DAY_MS)),
  );
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(now),
    ECDSA_SHA256,
    NAME,
    validity,
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(subjectAltName(options), BASIC_CONSTRAINTS)),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: pem('CERTIFICATE', certificate),
  };
}

function subjectAltName({ dnsName = 'localhost', isForLoopback = true }: CertificateOptions): Buffer {
  const names = [der(0x82, Buffer.from(dnsName))];
  if (isForLoopback) names.push(der(0x87, Buffer.from([127, 0, 0, 1])));
  return sequence(oid('551d11'), der(0x04, sequence(...names)));
}

function der(tag: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

function sequence(...contents: Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return der(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** GeneralizedTime, which holds every year. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const NAME = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('Cartable test')))));
const BASIC_CONSTRAINTS = sequence(
  oid('551d13'),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);
