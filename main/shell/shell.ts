/** Electron's main process: refuses what must not start, then starts the application once. */
import { url as inspectorUrl } from 'node:inspector';
import { app } from 'electron';
import { registerSchemes } from './app-protocol.ts';
import { Application } from './application.ts';
import { claimLinks } from './claim-links.ts';
import { asksForRefusedDebugger } from './inspection.ts';
import { chooseDataDirectory } from './paths.ts';
import { confinePages } from './permissions.ts';
import { becomeOnlyInstance } from './single-instance.ts';

if (app.isPackaged && asksForRefusedDebugger(process.argv, inspectorUrl() !== undefined)) {
  process.stderr.write('Cartable does not start with a debugger.\n');
  app.exit(1);
} else start();

function start(): void {
  const dataDirectory = chooseDataDirectory();
  let application: Application | null = null;
  if (!becomeOnlyInstance((argv, directory) => application?.follow(argv, directory))) {
    app.exit(0);
    return;
  }
  // How Windows ties notifications and the taskbar to the installed program: the appId of electron-builder.yml.
  app.setAppUserModelId('fr.cartable.desktop');
  registerSchemes();
  confinePages();
  const started = new Application(dataDirectory);
  application = started;
  started.follow(process.argv);
  // macOS gives links in this way, the first one too.
  app.on('open-url', (event, link) => {
    event.preventDefault();
    started.follow([link]);
  });
  // And files: before it is ready, if one was double-clicked.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    started.follow([path]);
  });
  if (app.isPackaged) claimLinks();
  void app.whenReady().then(() => started.start());
}
