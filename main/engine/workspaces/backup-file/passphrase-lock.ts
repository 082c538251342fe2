import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Identity, Recipient } from 'age-encryption';
import { Stanza } from 'age-encryption';

/*
 * The passphrase of an age file (age-encryption.org/v1, "The scrypt recipient type"), by Node's own scrypt: the library's runs
 * in JavaScript, and would hold the engine for seconds.
 */

/** 2^18, as age itself takes: a second of one processor and 256 MB for each guess. */
const LOG_N = 18;
/** A file that asks for more is meant to tire a computer. */
const LOG_N_MOST = 20;
const LABEL = 'age-encryption.org/v1/scrypt';
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;

/** Locks a file with a passphrase. */
export class PassphraseRecipient implements Recipient {
  readonly #passphrase: string;

  constructor(passphrase: string) {
    this.#passphrase = passphrase;
  }

  async wrapFileKey(fileKey: Uint8Array): Promise<Stanza[]> {
    const salt = randomBytes(16);
    const cipher = createCipheriv('chacha20-poly1305', await keyOf(this.#passphrase, salt, LOG_N), NONCE, {
      authTagLength: TAG_BYTES,
    });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new Stanza(['scrypt', unpadded(salt), String(LOG_N)], body)];
  }
}

/** Opens what a `PassphraseRecipient`, or age itself, has locked. */
export class PassphraseIdentity implements Identity {
  readonly #passphrase: string;
  /** True once a file was met that is locked by a passphrase: if it does not open, this is not the one. */
  hasMetLock = false;

  constructor(passphrase: string) {
    this.#passphrase = passphrase;
  }

  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array | null> {
    const [stanza] = stanzas;
    const [kind, saltText = '', logNText = ''] = stanza?.args ?? [];
    // Of a passphrase's file it is the only one.
    if (stanza === undefined || stanzas.length !== 1 || kind !== 'scrypt') return null;
    const logN = /^[1-9]\d?$/.test(logNText) ? Number(logNText) : Number.POSITIVE_INFINITY;
    const salt = Buffer.from(saltText, 'base64');
    if (logN > LOG_N_MOST || salt.byteLength !== 16 || stanza.body.byteLength !== 16 + TAG_BYTES) return null;
    this.hasMetLock = true;
    const key = await keyOf(this.#passphrase, salt, logN);
    const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(stanza.body.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(stanza.body.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

function keyOf(passphrase: string, salt: Buffer, logN: number): Promise<Buffer> {
  const N = 2 ** logN;
  // The same words typed on a Mac and on Windows are the same letters.
  const password = passphrase.normalize('NFC');
  return new Promise((resolve, reject) => {
    scrypt(
      password,
      Buffer.concat([Buffer.from(LABEL), salt]),
      32,
      { N, r: 8, p: 1, maxmem: 256 * N * 8 },
      (error, key) => (error === null ? resolve(key) : reject(error)),
    );
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
