import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lays bytes of the page's where the engine takes them, and gives the ticket that names them.
 *
 * The page chooses neither the name nor the folder: it is where the engine puts what is on its way into the vault, and
 * sweeps when it starts. Throws when no account is open.
 */
export async function handOver(workspaceDirectory: string | null, bytes: Uint8Array): Promise<string> {
  if (workspaceDirectory === null) throw new Error('refused');
  const ticket = randomUUID();
  await writeFile(join(workspaceDirectory, 'vault', 'incoming', ticket), bytes, { flag: 'wx', mode: 0o600 });
  return ticket;
}
