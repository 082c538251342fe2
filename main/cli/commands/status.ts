import { Command } from 'commander';
import { defaultDataDirectory } from '../data-directory.ts';
import { formatBytes, printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';

/** `status`: who is connected and what waits. */
export function statusCommand(): Command {
  return new Command('status')
    .description('Who is connected, and what waits to be sent.')
    .option('--data <dir>', 'where Cartable keeps its data', defaultDataDirectory())
    .option('--json', 'print one JSON object')
    .action(async (options: { data: string; json?: boolean }) => {
      await withEngine(options.data, async ({ client }) => {
        const state = await client.account.state();
        const sync = state.account === null ? null : await client.sync.status();
        printResult(options.json, { ...state, sync }, [
          state.account === null
            ? 'No account is connected.'
            : `${state.account.displayName}, ${state.account.schoolName}`,
          ...(sync === null
            ? []
            : [
                `${sync.waitingCount} edits wait, with ${sync.documentsWaiting} documents (${formatBytes(sync.bytesWaiting)}); ${sync.conflictCount} conflicts.`,
              ]),
        ]);
      });
    });
}
