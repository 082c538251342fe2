import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * The teacher's password: from CARTABLE_PASSWORD, or asked for without echo.
 *
 * Never an argument: those are seen by everyone on the machine, and kept in the shell's history.
 */
export async function readPassword(): Promise<string | null> {
  const fromEnvironment = process.env.CARTABLE_PASSWORD;
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  if (!process.stdin.isTTY) return null;
  process.stderr.write('Password: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await lines.question('');
  lines.close();
  process.stderr.write('\n');
  return password === '' ? null : password;
}
