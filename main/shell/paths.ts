import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';

/** Where the shell finds the parts that it starts and serves. */
export interface ShellPaths {
  readonly preload: string;
  readonly renderer: string;
  /** The programs of plain Node: the engine, its optimiser, the demonstration's server. */
  engineEntry(name: string): string;
  /** Plain Node, which runs the engine on Linux. */
  readonly node: string;
}

/** In a package the engine and Node lie beside the ASAR: plain Node cannot read inside it. */
export function shellPaths(): ShellPaths {
  const root = app.getAppPath();
  const beside = app.isPackaged ? process.resourcesPath : null;
  const engine = join(beside ?? join(root, 'out'), 'engine');
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    preload: join(root, 'out', 'preload', 'preload.cjs'),
    renderer: join(root, 'out', 'renderer'),
    engineEntry: (name) => join(engine, `${name}.mjs`),
    node:
      beside === null
        ? (process.env.CARTABLE_NODE ?? join(root, 'node_modules', 'node', 'bin', binary))
        : join(beside, 'node', binary),
  };
}

/**
 * The folder of everything that Cartable keeps: `--data=DIR`, else CARTABLE_DATA, else the system's place for it.
 *
 * Also Electron's own from then on, so that each folder has its own single instance. Called before anything is ready.
 */
export function chooseDataDirectory(): string {
  const named = app.commandLine.getSwitchValue('data') || process.env.CARTABLE_DATA || '';
  const directory = named === '' ? join(app.getPath('appData'), 'Cartable') : resolve(named);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  app.setPath('userData', directory);
  // Chromium's files are worth nothing to the teacher: apart, they can be left out of a copy.
  app.setPath('sessionData', join(directory, 'browser'));
  return directory;
}
