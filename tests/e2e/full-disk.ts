import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk for a data folder, that a test fills and frees. */
export interface Disk {
  readonly directory: string;
  /** From now on this process cannot make a file longer. */
  fill(enginePid: number): void;
  free(enginePid: number): void;
  remove(): void;
}

/** The demonstration and Chromium's own files take a third of it. */
const DISK_BYTES = 256 * 1024 * 1024;
const FILL_BYTES = 1024 * 1024;

/**
 * A disk of its own where the system lets us make one (root on Linux), else the system's limit on the length of files
 * (`prlimit`): writes are then refused to the engine alone, as they are on a full disk.
 */
export function makeDisk(): Disk {
  const directory = mkdtempSync(join(tmpdir(), 'cartable-disk-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  if (!mount(directory)) {
    const limit = (pid: number, soft: string) =>
      execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${soft}:`], { stdio: 'inherit' });
    return {
      directory,
      remove,
      fill: (pid) => limit(pid, '1'),
      free: (pid) => limit(pid, 'unlimited'),
    };
  }
  const ballast = join(directory, 'ballast');
  return {
    directory,
    fill: () => fillWith(ballast),
    free: () => rmSync(ballast),
    remove() {
      execFileSync('umount', ['--lazy', directory]);
      remove();
    },
  };
}

/** Containers may refuse it even to root. */
function mount(directory: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', directory], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** Writes until nothing passes, by ever smaller pieces. */
function fillWith(path: string): void {
  const file = openSync(path, 'w');
  for (let bytes = FILL_BYTES; bytes > 0; bytes = Math.floor(bytes / 2)) {
    try {
      for (;;) if (writeSync(file, Buffer.alloc(bytes)) < bytes) break;
    } catch {
      // This much does not fit any more.
    }
  }
  closeSync(file);
}
