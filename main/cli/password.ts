import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFault } from './command-fault.ts';
import type { CliWords } from './words/en.ts';

/**
 * The teacher's password: from CARTABLE_PASSWORD, or asked for without echo.
 *
 * Never an argument: those are seen by everyone on the machine, and kept in the shell's history.
 * @throws CommandFault `cli/password-needed` when nobody can be asked, or nothing is answered
 */
export async function requirePassword(words: CliWords): Promise<string> {
  const fromEnvironment = process.env.CARTABLE_PASSWORD;
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  const password = process.stdin.isTTY ? await ask(words.password) : '';
  if (password === '') throw new CommandFault('cli/password-needed');
  return password;
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
