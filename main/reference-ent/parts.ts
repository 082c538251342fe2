import type { Clock } from '../engine/platform/clock.ts';
import type { Accounts } from './accounts.ts';
import type { Batches } from './batches.ts';
import type { BlobStore } from './blob-store.ts';
import type { Dial } from './dial.ts';
import type { EntStore } from './ent-store.ts';
import type { Feed } from './feed.ts';
import type { RequestLimiter } from './request-limiter.ts';
import type { SignInCodes } from './sign-in-codes.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';
import type { UploadStore } from './upload-store.ts';

/** The school that this ENT serves. */
export interface School {
  readonly name: string;
  readonly zone: 'A' | 'B' | 'C';
  readonly timezone: string;
}

/** What the endpoints are made of. */
export interface EntParts {
  readonly store: EntStore;
  readonly accounts: Accounts;
  readonly feed: Feed;
  readonly blobs: BlobStore;
  readonly batches: Batches;
  readonly dial: Dial;
  readonly uploads: UploadStore;
  readonly codes: SignInCodes;
  readonly limiter: SignInLimiter;
  readonly requests: RequestLimiter;
  readonly clock: Clock;
  readonly school: School;
}
