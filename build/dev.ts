import { type ChildProcess, spawn } from 'node:child_process';
import { context, type Plugin } from 'esbuild';
import { build as buildPage } from 'vite';
import { bundlesWithSource } from './bundle.ts';
import { forgetBundles } from './bundle-stamp.ts';
import { resolveElectron } from './electron-runtime.ts';
import { inProject, PROJECT_ROOT } from './project.ts';
import { ensureSystemLibraries } from './system-libraries.ts';

// `npm run dev`: bundles again at each change and starts the window anew.

/** Several bundles often change with one saved file: one restart serves them all. */
const SETTLE_MS = 300;

if (!(await ensureSystemLibraries())) process.exit(1);
const runtime = await resolveElectron();
if (runtime === undefined) process.exit(1);
const { executablePath } = runtime;
let running: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running?.kill();
    process.exit(0);
  });
}
// What is made here is for development: the next `npm start` or package makes its own.
forgetBundles();
await Promise.all([...bundlesWithSource().map(({ options }) => watchBundle(options)), watchPage()]);

async function watchBundle(options: Parameters<typeof context>[0]): Promise<void> {
  const watched = await context({ ...options, plugins: [restartPlugin()] });
  await watched.watch();
}

async function watchPage(): Promise<void> {
  await buildPage({
    configFile: inProject('renderer/vite.config.ts'),
    logLevel: 'warn',
    mode: 'development',
    build: { watch: {}, chunkSizeWarningLimit: 4_000 },
    plugins: [{ name: 'cartable:restart', closeBundle: restartSoon }],
  });
}

function restartPlugin(): Plugin {
  return {
    name: 'cartable:restart',
    setup(bundle) {
      bundle.onEnd((result) => {
        if (result.errors.length === 0) restartSoon();
      });
    },
  };
}

function restartSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(restart, SETTLE_MS);
}

function restart(): void {
  if (running !== undefined && running.exitCode === null && running.signalCode === null) {
    // The next window starts only once the last one has let go of its database.
    running.once('exit', startWindow);
    running.kill();
  } else startWindow();
}

function startWindow(): void {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  running = spawn(executablePath, [...(isRoot ? ['--no-sandbox'] : []), PROJECT_ROOT], {
    stdio: 'inherit',
    env: { ...process.env, CARTABLE_NODE: process.execPath },
  });
  // The teacher's own closing of the window ends the session of work; a restart comes with a signal.
  running.once('exit', (code) => {
    if (code === 0 && timer === undefined) process.exit(0);
  });
  timer = undefined;
}
