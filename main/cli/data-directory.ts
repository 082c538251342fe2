import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the window keeps its data, so that the command line works on the same: Electron's `userData` of each system. */
export function defaultDataDirectory(): string {
  const { CARTABLE_DATA, APPDATA, XDG_CONFIG_HOME } = process.env;
  if (CARTABLE_DATA !== undefined && CARTABLE_DATA !== '') return CARTABLE_DATA;
  if (process.platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Cartable');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Cartable');
  return join(XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Cartable');
}
