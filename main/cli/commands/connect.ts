import { Command, Option } from 'commander';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { nameFailure } from '../failure.ts';
import { dataOption, notEmpty } from '../options.ts';
import { requirePassword } from '../password.ts';
import { printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

interface ConnectOptions {
  readonly url: string;
  readonly login: string;
  readonly data: string;
  readonly json?: boolean;
}

/** `connect`: signs in to an ENT, makes its account the one that is open, and syncs. Exits with 1 when that fails. */
export function connectCommand(words: CliWords): Command {
  const { connect } = words;
  return new Command('connect')
    .description(connect.about)
    .addOption(new Option('--url <address>', connect.url).makeOptionMandatory().argParser(notEmpty(words)))
    .addOption(new Option('--login <login>', connect.login).makeOptionMandatory().argParser(notEmpty(words)))
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', connect.help)
    .action(async ({ url, login, data, json }: ConnectOptions) => {
      const password = await requirePassword(words);
      await withEngine(data, async ({ client }) => {
        const account = await client.account.connect({ url, login, password });
        const { session, failure } = await firstSync(client);
        const { code, params } = failure === null ? { code: null, params: {} } : nameFailure(failure);
        const error = code === null ? null : { code, params };
        printResult(json, { connected: true, account, session, error }, [
          connect.connected(account.schoolName, account.displayName),
          session === null || failure !== null
            ? connect.firstSyncFailed
            : connect.firstSync(session.changesReceived, session.documentsReceived, session.requests),
        ]);
        if (failure !== null) throw failure;
      });
    });
}

/** The account is connected by now, whatever becomes of this. */
async function firstSync(
  client: Engine['client'],
): Promise<{ session: SyncSession | null; failure: unknown }> {
  try {
    const session = await client.sync.start();
    const { error } = session;
    return { session, failure: error === null ? null : new CartableError(error.code, error.params) };
  } catch (failure) {
    return { session: null, failure };
  }
}
