import { Command } from 'commander';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import { sentenceOf } from '../failure.ts';
import { readable, requireAccount } from '../open-account.ts';
import { dataOption } from '../options.ts';
import { formatBytes, formatTime, printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

/** `history`: each session of the open account, with its requests and bytes. Asks the ENT nothing. */
export function historyCommand(words: CliWords): Command {
  return new Command('history')
    .description(words.history.about)
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', words.history.help)
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      await withEngine(data, async ({ client }) => {
        const { state } = await requireAccount(client);
        const sessions = await readable(state, () => client.sync.history());
        const lines = sessions.flatMap((session) => linesOf(session, words));
        printResult(json, { sessions }, sessions.length === 0 ? [words.history.none] : lines);
      });
    });
}

function linesOf(session: SyncSession, words: CliWords): string[] {
  const { outcome, counts, traffic } = words.sync;
  const { editsSent, changesReceived, documentsSent, documentsReceived, requests, bytesUp, bytesDown } =
    session;
  const told = outcome[session.outcome];
  return [
    formatTime(session.startedAt, words),
    `  ${counts(told, editsSent, changesReceived, documentsSent, documentsReceived)}`,
    `  ${traffic(requests, formatBytes(bytesUp, words), formatBytes(bytesDown, words))}`,
    ...(session.error === null ? [] : [`  ${sentenceOf(session.error, words)}`]),
  ];
}
