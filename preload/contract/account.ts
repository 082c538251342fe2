import * as z from 'zod';
import { account } from './domain.ts';
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
  /** Gives the password again, for a session that has ended. */
  signIn: procedure.input(z.object({ password: z.string().min(1).max(1000) })).output(account),
  /** Ends the session, here and at the ENT if it can be reached, and goes back to the first screen. The account's data stays on disk, and comes back with the account. */
  leave: procedure.output(z.object({ waitingCount: z.number().int() })),
};
