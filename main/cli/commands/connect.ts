import { Command } from 'commander';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { defaultDataDirectory } from '../data-directory.ts';
import { readPassword } from '../password.ts';
import { printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';

/** `connect`: signs in to an ENT and makes its account the one that is open. */
export function connectCommand(): Command {
  return new Command('connect')
    .description('Connect to an ENT. The password is read from CARTABLE_PASSWORD, or asked for.')
    .requiredOption('--url <address>', "the ENT's address")
    .requiredOption('--login <login>', 'your login there')
    .option('--data <dir>', 'where Cartable keeps its data', defaultDataDirectory())
    .option('--json', 'print one JSON object')
    .action(async (options: { url: string; login: string; data: string; json?: boolean }) => {
      const password = await readPassword();
      if (password === null) throw new CartableError('account/sign-in-needed');
      await withEngine(options.data, async ({ client }) => {
        const account = await client.account.connect({ url: options.url, login: options.login, password });
        const session = await client.sync.start();
        printResult(options.json, { account, session }, [
          `Connected to ${account.schoolName} as ${account.displayName}.`,
          `First sync: ${session.outcome}, ${session.changesReceived} changes and ${session.documentsReceived} documents in ${session.requests} requests.`,
        ]);
      });
    });
}
