import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { PASSPHRASE_LENGTH } from '../../preload/contract/account.ts';
import { CommandFault } from './command-fault.ts';
import type { CliWords } from './words/en.ts';

/**
 * The teacher's password: from CARTABLE_PASSWORD, or asked for without echo.
 *
 * Never an argument: those are seen by everyone on the machine, and kept in the shell's history.
 * @throws CommandFault `cli/password-needed` when nobody can be asked, or nothing is answered
 */
export async function requirePassword(words: CliWords): Promise<string> {
  const password = await given(process.env.CARTABLE_PASSWORD, words.password);
  if (password === '') throw new CommandFault('cli/password-needed');
  return password;
}

/**
 * The passphrase of a backup file: from CARTABLE_PASSPHRASE, or asked for without echo, and twice when it is a new one.
 *
 * @throws CommandFault `cli/passphrase-needed`, `cli/passphrase-short`, `cli/passphrase-differs`
 */
export async function requirePassphrase(words: CliWords, { isNew }: { isNew: boolean }): Promise<string> {
  const fromEnvironment = process.env.CARTABLE_PASSPHRASE;
  const passphrase = await given(fromEnvironment, words.backup.passphrase);
  if (passphrase === '') throw new CommandFault('cli/passphrase-needed');
  if (!isNew) return passphrase;
  if (passphrase.length < PASSPHRASE_LENGTH)
    throw new CommandFault('cli/passphrase-short', { length: PASSPHRASE_LENGTH });
  const again = passphrase === fromEnvironment ? passphrase : await ask(words.backup.again);
  if (again !== passphrase) throw new CommandFault('cli/passphrase-differs');
  return passphrase;
}

/** From the environment, else from who sits there; empty where nobody does. */
async function given(fromEnvironment: string | undefined, question: string): Promise<string> {
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  return process.stdin.isTTY ? ask(question) : '';
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await lines.question('');
  lines.close();
  process.stderr.write('\n');
  return password;
}
