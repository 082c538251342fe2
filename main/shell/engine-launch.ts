import { join } from 'node:path';
import { app } from 'electron';
import type { LaunchEngine } from './engine-host/engine-host.ts';
import { launchNodeEngine } from './engine-host/node-host.ts';
import { launchUtilityEngine } from './engine-host/utility-host.ts';
import type { ShellPaths } from './paths.ts';

/** Whether the engine's processes are plain Node's here: on Linux, sharp crashes in Electron's. */
export const RUNS_UNDER_NODE = process.platform === 'linux';

/** How the engine is started on this system. */
export function engineLauncher(paths: ShellPaths, dataDirectory: string): LaunchEngine {
  const env = engineEnvironment(dataDirectory);
  return () => {
    // The engine writes its own log; what the runtime adds on its way out may quote what it was working on.
    const stderr = app.isPackaged ? 'ignore' : 'inherit';
    const entry = paths.engineEntry('engine');
    return RUNS_UNDER_NODE
      ? launchNodeEngine({ node: paths.node, entry, env, stderr })
      : launchUtilityEngine({ entry, entryOf: paths.engineEntry, env, stderr });
  };
}

/** The shell's environment without what is Electron's own, or would slip code into the engine. */
function engineEnvironment(dataDirectory: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:ELECTRON_|NODE_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    // Schools filter their lines with certificates of their own, which only the system's store knows.
    NODE_USE_SYSTEM_CA: '1',
    // The engine's code is compiled once, not at each start.
    NODE_COMPILE_CACHE: join(dataDirectory, 'browser', 'engine-code'),
  };
}
