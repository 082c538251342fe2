import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { PROJECT_ROOT } from './project.ts';

/** How a command is run: extra environment, and whether what it prints is for the console or for us. */
export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly isQuiet?: boolean;
  /** The command is ended after this time; without it, it may take as long as it likes. */
  readonly timeoutMs?: number;
}

/** What a command left behind. */
export interface CommandResult {
  readonly exitCode: number;
  /** Empty unless the command was quiet. */
  readonly output: string;
}

/**
 * Runs a command to its end, in the project's folder.
 *
 * A quiet command's output is returned instead of printed. A command that does not exist gives 127, one ended by a
 * signal 128 plus the signal's number, as a shell would say. SIGINT and SIGTERM are passed on to the child.
 */
export function runCommand(
  command: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, parameters, {
    cwd: options.cwd ?? PROJECT_ROOT,
    env: { ...process.env, ...options.env },
    stdio: options.isQuiet === true ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
  });
  const stopForwarding = forwardSignals(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      stopForwarding();
      resolve({ exitCode: 127, output: `${command}: ${error.message}` });
    });
    child.once('close', (code, signal) => {
      stopForwarding();
      resolve({ exitCode: code ?? (signal === null ? 1 : 128 + constants.signals[signal]), output });
    });
  });
}

/** Runs a Node program (a path inside the project or absolute) with the Node that runs this one. */
export function runNode(
  program: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return runCommand(process.execPath, [program, ...parameters], options);
}

function forwardSignals(child: ChildProcess): () => void {
  const forward = (signal: NodeJS.Signals) => {
    child.kill(signal);
  };
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  return () => {
    process.off('SIGINT', forward);
    process.off('SIGTERM', forward);
  };
}
