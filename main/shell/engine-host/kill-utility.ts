import type { UtilityProcess } from 'electron';

/** `kill()` asks politely, which a process that hangs does not hear. */
export function killUtility(child: UtilityProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
