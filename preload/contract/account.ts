import * as z from 'zod';
import { account, id } from './domain.ts';
import { procedure } from './procedures.ts';

/** What the first screen needs to know: who is connected, and whether the file can be written. */
export const workspaceState = z.object({
  account: account.nullable(),
  isReadOnly: z.boolean(),
  /** Set when the file was made by a newer version (opened read-only). */
  fromFutureVersion: z.number().int().nullable(),
  /** Set when an account was open and cannot be opened: its database has vanished, or which one it was. */
  dataMissing: z
    .object({
      reason: z.enum(['database-missing', 'database-empty', 'active-unreadable']),
      /** Where the account's files are or were; of `active-unreadable`, all accounts'. */
      directory: z.string(),
      /** Copies of the database beside it, newest first. */
      backUps: z.array(z.string()),
    })
    .nullable(),
  appVersion: z.string(),
});
export type WorkspaceState = z.infer<typeof workspaceState>;
export type DataMissing = NonNullable<WorkspaceState['dataMissing']>;

/** Characters: four words, or as much chance as that. */
export const PASSPHRASE_LENGTH = 16;

/** `url` as it was typed; null: the open account signs in again. */
const browserTarget = z.object({ url: z.string().min(1).max(2000).nullable() });
const browserSignIn = z.object({ signInId: id });

export const accountContract = {
  state: procedure.output(workspaceState),
  /** Connects to an ENT and makes the first pull possible; `url` may lack its scheme. */
  connect: procedure
    .input(
      z.object({
        url: z.string().min(1).max(2000),
        login: z.string().min(1).max(200),
        password: z.string().min(1).max(1000),
      }),
    )
    .output(account),
  /** Starts the demonstration lycée on this machine and connects to it. */
  connectDemo: procedure.output(account),
  /** Signing in by the teacher's own browser: one at a time, a new beginning calls the one before off. */
  browser: {
    /** Whether the ENT or Moodle at an address offers it, in a request each; null: the open account's. */
    offer: procedure.input(browserTarget).output(
      z.object({
        isOffered: z.boolean(),
        /** Where a Moodle lets its users sign in elsewhere (OAuth 2); absent where there are none. */
        providers: z.array(z.object({ id: z.number().int(), name: z.string() })).optional(),
      }),
    ),
    /** `languages` in order of preference, and `words` for the page that the browser shows in the end. */
    begin: procedure
      .input(
        browserTarget.extend({
          languages: z.string().max(100),
          words: z.object({ done: z.string().max(300), failed: z.string().max(300) }),
          /** One of `providers`: straight to its page, and not to the server's. */
          providerId: z.number().int().positive().optional(),
        }),
      )
      .output(
        z.object({
          signInId: id,
          address: z.url(),
          /** True where the browser may be unable to bring the answer here by itself, and `answer` takes it. */
          takesAnswer: z.boolean(),
        }),
      ),
    /** Opens its page in the browser, or opens it again. */
    open: procedure.input(browserSignIn).output(z.object({})),
    /** Takes the address that the server has sent the browser on to, copied by the teacher. What is not the answer is refused, and changes nothing. */
    answer: procedure
      .input(browserSignIn.extend({ address: z.string().min(1).max(4000) }))
      .output(z.object({})),
    /** Resolves once the teacher has signed in there and their account is open. Fails when it is called off. */
    finish: procedure.input(browserSignIn).output(account),
    cancel: procedure.input(browserSignIn).output(z.object({})),
  },
  /** Gives the password again, for a session that has ended. */
  signIn: procedure.input(z.object({ password: z.string().min(1).max(1000) })).output(account),
  /** Writes the open account into one encrypted file, and reads it back. */
  writeBackupFile: procedure
    .input(z.object({ path: z.string().min(1), passphrase: z.string().min(PASSPHRASE_LENGTH).max(1000) }))
    .output(
      z.object({
        sizeBytes: z.number().int(),
        documentCount: z.number().int(),
        /** Documents missing or damaged on this computer, which the file cannot hold. */
        leftOutCount: z.number().int(),
      }),
    ),
  /** Opens the account of such a file here; where it is here already, only if what is here may be put aside. */
  openBackupFile: procedure
    .input(
      z.object({
        path: z.string().min(1),
        passphrase: z.string().min(1).max(1000),
        isReplacing: z.boolean(),
      }),
    )
    .output(z.object({ account, leftOutCount: z.number().int() })),
  /** Ends the session, here and at the ENT if it can be reached, and goes back to the first screen. The account's data stays on disk, and comes back with the account. */
  leave: procedure.output(z.object({ waitingCount: z.number().int() })),
};
