import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { requireAccount } from '../open-account.ts';
import { dataOption, notEmpty } from '../options.ts';
import { requirePassphrase } from '../password.ts';
import { formatBytes, printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

/** `backup`: the open account in one encrypted file. */
export function backupCommand(words: CliWords): Command {
  const { backup } = words;
  return new Command('backup')
    .description(backup.about)
    .addOption(new Option('--out <file>', backup.out).argParser(notEmpty(words)).makeOptionMandatory())
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', backup.help)
    .action(async ({ out, data, json }: { out: string; data: string; json?: boolean }) => {
      const path = resolve(out);
      const written = await withEngine(data, async ({ client }) => {
        await requireAccount(client);
        const passphrase = await requirePassphrase(words, { isNew: true });
        return client.account.writeBackupFile({ path, passphrase });
      });
      const { documentCount, leftOutCount, sizeBytes } = written;
      printResult(json, written, [
        backup.done(documentCount, formatBytes(sizeBytes, words), path),
        ...(leftOutCount === 0 ? [] : [backup.leftOut(leftOutCount)]),
      ]);
    });
}
