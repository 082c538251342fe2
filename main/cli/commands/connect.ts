import { Command, Option } from 'commander';
import type { Account } from '../../../preload/contract/domain.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { browserOption, signInByBrowser, waitOption } from '../browser-sign-in.ts';
import { nameFailure } from '../failure.ts';
import { dataOption, notEmpty } from '../options.ts';
import { requirePassword } from '../password.ts';
import { printResult } from '../print.ts';
import { nameServer, withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';
import { speakOf } from '../words/spoken.ts';

interface ConnectOptions {
  readonly url: string;
  readonly login?: string;
  readonly browser?: boolean;
  readonly wait: number;
  readonly data: string;
  readonly json?: boolean;
}

/** `connect`: signs in to an ENT, makes its account the one that is open, and syncs. Exits with 1 when that fails. */
export function connectCommand(words: CliWords): Command {
  const { connect } = words;
  return new Command('connect')
    .description(connect.about)
    .addOption(new Option('--url <address>', connect.url).makeOptionMandatory().argParser(notEmpty(words)))
    .addOption(new Option('--login <login>', connect.login).argParser(notEmpty(words)))
    .addOption(browserOption(words).conflicts('login'))
    .addOption(waitOption(words))
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', connect.help)
    .action(async (options: ConnectOptions, command: Command) => {
      const { data, json } = options;
      const letIn = await wayIn(options, words);
      if (letIn === null) return command.error(connect.way);
      await withEngine(data, async ({ client }) => {
        // Another account may be open until then.
        speakOf('unknown');
        const account = await letIn(client);
        await nameServer({ client });
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

/** By the browser, or by a password, which is asked for before anything begins; null when neither was chosen. */
async function wayIn(
  { url, login, browser, wait }: ConnectOptions,
  words: CliWords,
): Promise<((client: Engine['client']) => Promise<Account>) | null> {
  if (browser === true) return (client) => signInByBrowser(client, url, wait, words);
  if (login === undefined) return null;
  const password = await requirePassword(words);
  return (client) => client.account.connect({ url, login, password });
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
