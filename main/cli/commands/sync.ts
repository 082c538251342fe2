import { Command, Option } from 'commander';
import type { SyncNotices } from '../../../preload/contract/sync.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { browserOption, signInByBrowser, waitOption } from '../browser-sign-in.ts';
import { requireAccount } from '../open-account.ts';
import { dataOption } from '../options.ts';
import { requirePassword } from '../password.ts';
import { formatBytes, printResult } from '../print.ts';
import { refusedLines } from '../refused-edits.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

interface SyncOptions {
  readonly data: string;
  readonly acceptDeletions?: boolean;
  readonly refuseDeletions?: boolean;
  readonly deleteKept?: boolean;
  readonly adopt?: boolean;
  readonly browser?: boolean;
  readonly wait: number;
  readonly json?: boolean;
}

/** `sync`: one whole session of the open account. */
export function syncCommand(words: CliWords): Command {
  return new Command('sync')
    .description(words.sync.about)
    .addOption(dataOption(words))
    .option('--accept-deletions', words.sync.acceptDeletions)
    .addOption(
      new Option('--refuse-deletions', words.sync.refuseDeletions).conflicts([
        'acceptDeletions',
        'deleteKept',
      ]),
    )
    .option('--delete-kept', words.sync.deleteKept)
    .option('--adopt', words.sync.adopt)
    .addOption(browserOption(words))
    .addOption(waitOption(words))
    .option('--json', words.help.json)
    .action((options: SyncOptions) =>
      withEngine(options.data, ({ client }) => syncOnce(client, options, words)),
    );
}

async function syncOnce(client: Engine['client'], options: SyncOptions, words: CliWords): Promise<void> {
  const { account, state } = await requireAccount(client);
  if (state.fromFutureVersion !== null)
    throw new CartableError('store/from-future', { version: state.fromFutureVersion });
  if (!account.isSignedIn && options.browser === true)
    await signInByBrowser(client, null, options.wait, words);
  else if (!account.isSignedIn) await client.account.signIn({ password: await requirePassword(words) });
  await decide(client, options);
  const session = await client.sync.start();
  const notices = await client.sync.notices();
  const { outcome, counts, traffic } = words.sync;
  printResult(options.json, { ...session, ...notices }, [
    counts(
      outcome[session.outcome],
      session.editsSent,
      session.changesReceived,
      session.documentsSent,
      session.documentsReceived,
    ),
    traffic(session.requests, formatBytes(session.bytesUp, words), formatBytes(session.bytesDown, words)),
    ...(session.copiesLeftOut === 0 ? [] : [words.sync.leftOut(session.copiesLeftOut)]),
    ...(session.namelessRows === 0 ? [] : [words.sync.nameless(session.namelessRows)]),
    ...deletionLines(notices, words),
    ...(await refusedLines(client, words)),
  ]);
  if (session.error !== null) throw new CartableError(session.error.code, session.error.params);
}

/** What the teacher has answered to what the last sync showed. */
async function decide(client: Engine['client'], options: SyncOptions): Promise<void> {
  const { acceptDeletions, refuseDeletions, deleteKept, adopt } = options;
  const shown = await client.sync.notices();
  if (acceptDeletions === true && shown.heldDeletions !== null)
    await client.sync.acceptDeletions({ setId: shown.heldDeletions.setId });
  if (refuseDeletions === true && shown.heldDeletions !== null)
    await client.sync.refuseDeletions({ setId: shown.heldDeletions.setId });
  if (deleteKept === true && shown.keptDeletions !== null)
    await client.sync.deleteKept({ setId: shown.keptDeletions.setId });
  if (adopt === true && shown.datasetChange !== null)
    await client.sync.adoptDataset({ datasetId: shown.datasetChange.datasetId });
}

/** What the ENT says is gone, when it is too much to be believed, and what is kept against it. */
function deletionLines({ heldDeletions, keptDeletions }: SyncNotices, { sync }: CliWords): string[] {
  const held = heldDeletions?.kinds ?? [];
  const kept = keptDeletions?.kinds ?? [];
  return [
    ...(held.length === 0 ? [] : [sync.gone]),
    ...held.map(({ kind, goneCount, knownCount }) => sync.goneOf(kind, goneCount, knownCount)),
    ...(kept.length === 0 ? [] : [sync.kept]),
    ...kept.map(({ kind, count }) => sync.keptOf(kind, count)),
  ];
}
