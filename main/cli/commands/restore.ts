import { resolve } from 'node:path';
import { Command } from 'commander';
import { dataOption, notEmpty } from '../options.ts';
import { requirePassphrase } from '../password.ts';
import { printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

/** `restore`: opens the account of a backup file. */
export function restoreCommand(words: CliWords): Command {
  const { restore, backup } = words;
  return new Command('restore')
    .description(restore.about)
    .argument('<file>', restore.file, notEmpty(words))
    .option('--replace', restore.replace)
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', restore.help)
    .action(async (file: string, options: { data: string; replace?: boolean; json?: boolean }) => {
      const passphrase = await requirePassphrase(words, { isNew: false });
      const opened = await withEngine(options.data, ({ client }) =>
        client.account.openBackupFile({
          path: resolve(file),
          passphrase,
          isReplacing: options.replace === true,
        }),
      );
      const { account, leftOutCount } = opened;
      printResult(options.json, opened, [
        restore.done(account.schoolName, account.displayName),
        ...(leftOutCount === 0 ? [] : [backup.leftOut(leftOutCount)]),
      ]);
    });
}
