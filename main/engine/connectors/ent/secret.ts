import type { TokenReply } from './wire.ts';

/** RFC 6750: what a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/;

/** What a sign-in leaves to be kept: the secret that opens sessions, and the ticket that opens nothing but one question. */
export interface EntSecret {
  readonly refreshToken: string;
  readonly watchTicket: string | null;
}

/** Both in one text for the secret store, because one replaces the other. No token holds a space. */
export function packSecret({ refreshToken, watchTicket }: EntSecret): string {
  return watchTicket === null ? refreshToken : `${refreshToken} ${watchTicket}`;
}

/** The secrets of a packed text; an earlier version kept the first alone. */
export function unpackSecret(secret: string): EntSecret {
  const [refreshToken = '', watchTicket = null] = secret.split(' ');
  return { refreshToken, watchTicket };
}

/** What is to be kept after a token's reply. A ticket lives as long as the refresh token that it came with. */
export function renewSecret(secret: string, token: TokenReply): string {
  const known = unpackSecret(secret);
  const refreshToken = token.refresh_token ?? known.refreshToken;
  const lasting = refreshToken === known.refreshToken ? known.watchTicket : null;
  const { watch_ticket } = token;
  const watchTicket = watch_ticket !== undefined && TOKEN.test(watch_ticket) ? watch_ticket : lasting;
  return packSecret({ refreshToken, watchTicket });
}
