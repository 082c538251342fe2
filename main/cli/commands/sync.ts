import { Command } from 'commander';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { defaultDataDirectory } from '../data-directory.ts';
import { readPassword } from '../password.ts';
import { formatBytes, printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';

/** `sync`: one whole session of the open account. */
export function syncCommand(): Command {
  return new Command('sync')
    .description('Sync the open account. The password is read from CARTABLE_PASSWORD, or asked for.')
    .option('--data <dir>', 'where Cartable keeps its data', defaultDataDirectory())
    .option('--json', 'print one JSON object')
    .action(async (options: { data: string; json?: boolean }) => {
      await withEngine(options.data, async ({ client }) => {
        const { account } = await client.account.state();
        if (account === null) throw new CartableError('account/not-connected');
        if (!account.isSignedIn) await client.account.signIn({ password: await requirePassword() });
        const session = await client.sync.start();
        printResult(options.json, session, [
          `${session.outcome}: ${session.editsSent} edits sent, ${session.changesReceived} changes received, ` +
            `${session.documentsSent} documents sent, ${session.documentsReceived} received`,
          `${session.requests} requests, ${formatBytes(session.bytesUp)} up, ${formatBytes(session.bytesDown)} down`,
        ]);
        if (session.error !== null) throw new CartableError(session.error.code, session.error.params);
      });
    });
}

async function requirePassword(): Promise<string> {
  const password = await readPassword();
  if (password === null) throw new CartableError('account/sign-in-needed');
  return password;
}
