import { Command } from 'commander';
import type { SyncNotices } from '../../../preload/contract/sync.ts';
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
    .option('--accept-deletions', 'believe the deletions that the last sync listed, and no others')
    .option('--adopt', 'start again from what the ENT holds now, as the last sync found it')
    .option('--json', 'print one JSON object')
    .action(async (options: { data: string; acceptDeletions?: boolean; adopt?: boolean; json?: boolean }) => {
      await withEngine(options.data, async ({ client }) => {
        const { account } = await client.account.state();
        if (account === null) throw new CartableError('account/not-connected');
        if (!account.isSignedIn) await client.account.signIn({ password: await requirePassword() });
        const shown = await client.sync.notices();
        if (options.acceptDeletions === true && shown.heldDeletions !== null)
          await client.sync.acceptDeletions({ setId: shown.heldDeletions.setId });
        if (options.adopt === true && shown.datasetChange !== null)
          await client.sync.adoptDataset({ datasetId: shown.datasetChange.datasetId });
        const session = await client.sync.start();
        const notices = await client.sync.notices();
        printResult(options.json, { ...session, ...notices }, [
          `${session.outcome}: ${session.editsSent} edits sent, ${session.changesReceived} changes received, ` +
            `${session.documentsSent} documents sent, ${session.documentsReceived} received`,
          `${session.requests} requests, ${formatBytes(session.bytesUp)} up, ${formatBytes(session.bytesDown)} down`,
          ...deletionLines(notices),
        ]);
        if (session.error !== null) throw new CartableError(session.error.code, session.error.params);
      });
    });
}

/** What the ENT says is gone, when it is too much to be believed. */
function deletionLines({ heldDeletions }: SyncNotices): string[] {
  if (heldDeletions === null) return [];
  return [
    'Said to be gone by the ENT, and kept here:',
    ...heldDeletions.kinds.map(
      ({ kind, goneCount, knownCount }) => `  ${kind}: ${goneCount} of ${knownCount}`,
    ),
  ];
}

async function requirePassword(): Promise<string> {
  const password = await readPassword();
  if (password === null) throw new CartableError('account/sign-in-needed');
  return password;
}
