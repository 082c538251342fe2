import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a code was given for. */
export interface GrantedCode {
  readonly accountId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
}

/** Time for the browser to hand it over, and no more. */
const LIFE_MS = 2 * 60_000;
/** A flood of sign-ins must not fill the memory. */
const MOST = 1000;

/**
 * Codes of sign-ins by the browser (RFC 6749, PKCE): good once, for two minutes.
 *
 * Kept in memory alone: a server that starts anew asks for another sign-in.
 */
export class SignInCodes {
  readonly #codes = new Map<string, GrantedCode & { endsAt: number; refreshToken: string | null }>();

  give(granted: GrantedCode, now: number): string {
    for (const [key, { endsAt }] of this.#codes)
      if (endsAt <= now || this.#codes.size >= MOST) this.#codes.delete(key);
      else break;
    const code = randomBytes(32).toString('base64url');
    this.#codes.set(keyOf(code), { ...granted, endsAt: now + LIFE_MS, refreshToken: null });
    return code;
  }

  /**
   * The account that a code opens for who began the sign-in, or null.
   *
   * `stolen`: the refresh token of a code that comes a second time; somebody else may hold it.
   */
  take(
    claim: { code: string; clientId: string; redirectUri: string; codeVerifier: string },
    now: number,
  ): { accountId: string } | { stolen: string } | null {
    const granted = this.#codes.get(keyOf(claim.code));
    if (granted === undefined || granted.endsAt <= now) return null;
    if (granted.refreshToken !== null) {
      this.#codes.delete(keyOf(claim.code));
      return { stolen: granted.refreshToken };
    }
    const isSame =
      granted.clientId === claim.clientId &&
      granted.redirectUri === claim.redirectUri &&
      timingSafeEqual(sha256(granted.codeChallenge), sha256(challengeOf(claim.codeVerifier)));
    if (!isSame) {
      this.#codes.delete(keyOf(claim.code));
      return null;
    }
    granted.refreshToken = '';
    return { accountId: granted.accountId };
  }

  /** Remembers what a code opened, as long as the code might come again. */
  opened(code: string, refreshToken: string): void {
    const granted = this.#codes.get(keyOf(code));
    if (granted !== undefined) granted.refreshToken = refreshToken;
  }
}

/** RFC 7636, S256. */
export function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

function keyOf(code: string): string {
  return sha256(code).toString('hex');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
