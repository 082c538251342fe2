import { join } from 'node:path';
import { app } from 'electron';

/** Where the shell finds the parts that it starts and serves. */
export interface ShellPaths {
  readonly preload: string;
  readonly renderer: string;
  readonly engine: string;
  /** Plain Node, which runs the engine on Linux. */
  readonly node: string;
  readonly data: string;
}

/** In a package the engine and Node lie beside the ASAR: plain Node cannot read inside it. */
export function shellPaths(): ShellPaths {
  const root = app.getAppPath();
  const beside = app.isPackaged ? process.resourcesPath : null;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    preload: join(root, 'out', 'preload', 'preload.cjs'),
    renderer: join(root, 'out', 'renderer'),
    engine: join(beside ?? join(root, 'out'), 'engine', 'engine.mjs'),
    node:
      beside === null
        ? (process.env.CARTABLE_NODE ?? join(root, 'node_modules', 'node', 'bin', binary))
        : join(beside, 'node', binary),
    data: app.getPath('userData'),
  };
}
