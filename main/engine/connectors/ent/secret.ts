import type { TokenReply } from './wire.ts';

/** RFC 6750: what a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/;

/** What a sign-in leaves to be kept: the secret that opens sessions, and the ticket that opens nothing but one question. */
export interface EntSecret {
  readonly refreshToken: string;
  readonly watchTicket: string | null;
}

/** Between the two: no token holds one, while a refresh token may hold a space (RFC 6749, A.17). */
const APART = '\t';

/** Both in one text for the secret store, because one replaces the other. */
export function packSecret({ refreshToken, watchTicket }: EntSecret): string {
  return `${refreshToken}${APART}${watchTicket ?? ''}`;
}

/** The secrets of a packed text; earlier versions put a space between them, or kept the first alone. */
export function unpackSecret(secret: string): EntSecret {
  const [refreshToken = '', watchTicket = ''] = secret.split(secret.includes(APART) ? APART : ' ');
  return { refreshToken, watchTicket: watchTicket === '' ? null : watchTicket };
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
