import * as z from 'zod';
import { CartableError } from '../../platform/cartable-error.ts';

/** What a sign-in leaves to be kept: the token, and what it was told about whom it is for. */
const moodleSecret = z.object({
  token: z.string(),
  userId: z.number().int(),
  datasetId: z.string(),
  /** Largest file that the site takes, bytes; null: it sets no limit. */
  uploadBytes: z.number().nullable(),
  /** Functions beyond those that are always needed. */
  offers: z.array(z.string()),
});
export type MoodleSecret = z.infer<typeof moodleSecret>;

export const packSecret = (secret: MoodleSecret): string => JSON.stringify(secret);

/** @throws CartableError `account/sign-in-needed` for what no sign-in of ours has left */
export function unpackSecret(text: string): MoodleSecret {
  try {
    return moodleSecret.parse(JSON.parse(text));
  } catch {
    throw new CartableError('account/sign-in-needed');
  }
}
