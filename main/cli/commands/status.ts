import { Command } from 'commander';
import type { WorkspaceState } from '../../../preload/contract/account.ts';
import type { SyncStatus } from '../../../preload/contract/sync.ts';
import { sentenceOf } from '../failure.ts';
import { adviceFor, faultOf, readable } from '../open-account.ts';
import { dataOption } from '../options.ts';
import { formatBytes, formatTime, printResult } from '../print.ts';
import { refusedLines } from '../refused-edits.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

/** `status`: who is connected and what waits. Exits with 1 when the account's data have vanished. */
export function statusCommand(words: CliWords): Command {
  return new Command('status')
    .description(words.status.about)
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      await withEngine(data, async ({ client }) => {
        const state = await client.account.state();
        const sync = state.account === null ? null : await readable(state, () => client.sync.status());
        const refused = sync === null ? [] : await readable(state, () => refusedLines(client, words));
        printResult(json, { ...state, sync }, [...linesOf(state, sync, words), ...refused]);
        if (state.dataMissing !== null) throw faultOf(state.dataMissing);
      });
    });
}

function linesOf(
  { account, dataMissing, fromFutureVersion }: WorkspaceState,
  sync: SyncStatus | null,
  words: CliWords,
): string[] {
  const { status } = words;
  if (dataMissing !== null) return adviceFor(dataMissing, words);
  if (account === null || sync === null) return [status.nobody];
  const size = formatBytes(sync.bytesWaiting, words);
  return [
    `${account.displayName}, ${account.schoolName}`,
    status.waiting(sync.waitingCount - sync.refusedCount, sync.documentsWaiting, size, sync.conflictCount),
    ...(sync.pausedUntil === null ? [] : [status.paused(formatTime(sync.pausedUntil, words))]),
    ...(sync.lastSession?.error ? [status.lastFailed(sentenceOf(sync.lastSession.error, words))] : []),
    ...(fromFutureVersion === null ? [] : [words.fromFuture(fromFutureVersion)]),
  ];
}
