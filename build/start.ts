import { resolveElectron } from './electron-runtime.ts';
import { inProject, PROJECT_ROOT } from './project.ts';
import { runCommand, runNode } from './run-command.ts';
import { ensureSystemLibraries } from './system-libraries.ts';

// `npm start`: the window, or, where no window can open, the same job on the command line. What follows `--` goes to
// Cartable.
const parameters = process.argv.slice(2);
process.exitCode = hasDisplay() ? await startWindow() : await startHeadless();

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function startHeadless(): Promise<number> {
  console.error('No display here: the same journey runs on the command line (npm run cartable -- demo).');
  const { exitCode } = await runNode(inProject('main/cli/cartable.ts'), ['demo', ...parameters]);
  console.error(
    'To see the window: "npm start" from a desktop session, or "xvfb-run -a npm start" on a virtual display.',
  );
  return exitCode;
}

async function startWindow(): Promise<number> {
  if (!(await ensureSystemLibraries())) return 1;
  const runtime = await resolveElectron();
  if (runtime === undefined) return 1;
  // In a process of its own: what the bundlers hold in memory goes with them, not with the window.
  const bundled = await runNode(inProject('build/bundle-if-needed.ts'), []);
  if (bundled.exitCode !== 0) return bundled.exitCode;
  const { exitCode } = await runCommand(
    runtime.executablePath,
    [...rootSwitches(), PROJECT_ROOT, ...parameters],
    {
      env: { CARTABLE_NODE: process.execPath },
    },
  );
  return exitCode;
}

/** Chromium refuses to start its sandbox as root; the product itself never runs as root, and never asks for this. */
function rootSwitches(): readonly string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  console.error(
    'Running as root: Chromium starts without its sandbox (--no-sandbox). Prefer an ordinary user.',
  );
  return ['--no-sandbox'];
}
