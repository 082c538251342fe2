import { app } from 'electron';

/**
 * Makes this the only Cartable on its data folder.
 *
 * False in a second one, which must leave at once: the first one is told, with what the second was started with
 * (Chromium adds switches of its own to the command line that it passes on, so ours travels beside).
 */
export function becomeOnlyInstance(
  onSecondStart: (argv: readonly string[], directory: string) => void,
): boolean {
  app.on('second-instance', (_event, chromiumArgv, directory, sent) => {
    const argv = (sent as { argv?: unknown } | null)?.argv;
    onSecondStart(
      Array.isArray(argv) ? argv.filter((argument) => typeof argument === 'string') : chromiumArgv,
      directory,
    );
  });
  return app.requestSingleInstanceLock({ argv: process.argv.slice(1) });
}
