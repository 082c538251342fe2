import { bundleIfNeeded } from './bundle.ts';
import { resolveElectron } from './electron-runtime.ts';
import { type CommandResult, runCommand } from './run-command.ts';
import { ensureSystemLibraries } from './system-libraries.ts';

/** Runs a Node program where windows can open. */
export interface WindowTestLauncher {
  run(
    program: string,
    parameters: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<CommandResult>;
}

/**
 * Makes ready what tests in the real window need: shared libraries, the Electron runtime, fresh bundles.
 *
 * Without a display the tests run under Xvfb. Undefined if something is missing; the reason was then printed.
 */
export async function prepareWindowTests(): Promise<WindowTestLauncher | undefined> {
  if (!(await ensureSystemLibraries())) return undefined;
  const runtime = await resolveElectron();
  if (runtime === undefined) return undefined;
  await bundleIfNeeded();
  const needsXvfb = process.platform === 'linux' && process.env.DISPLAY === undefined;
  const ownEnv = {
    CARTABLE_ELECTRON: runtime.executablePath,
    CARTABLE_NODE: process.execPath,
    ...localeOfADesktop(),
  };
  return {
    run: (program, parameters, env) => {
      const options = { env: { ...ownEnv, ...env } };
      return needsXvfb
        ? runCommand('xvfb-run', ['-a', process.execPath, program, ...parameters], options)
        : runCommand(process.execPath, [program, ...parameters], options);
    },
  };
}

/**
 * A locale in UTF-8, as every desktop has one.
 *
 * In a bare environment (a container, a CI job) Chromium reads file names as ASCII, and does not find `énoncé.pdf`.
 */
function localeOfADesktop(): Readonly<Record<string, string>> {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const isUtf8 = /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
  return process.platform !== 'linux' || isUtf8 ? {} : { LC_ALL: 'C.UTF-8' };
}
