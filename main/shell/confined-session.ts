import { type Session, session } from 'electron';
import { serveApp } from './app-protocol.ts';
import { confineSession } from './permissions.ts';
import { serveVault } from './vault-protocol.ts';

/** Makes the page's whole world: the app's files, the open account's documents, and nothing else. */
export function prepareSession(rendererFolder: string, workspaceDirectory: () => string | null): Session {
  const { defaultSession } = session;
  confineSession(defaultSession);
  serveApp(defaultSession, rendererFolder);
  serveVault(defaultSession, workspaceDirectory);
  return defaultSession;
}
