import { type Session, session } from 'electron';
import { serveApp } from './app-protocol.ts';
import { confineSession } from './permissions.ts';
import { serveVault } from './vault-protocol.ts';

/** Makes the page's whole world: the app's files, the open account's documents, and nothing else. */
export function prepareSession(rendererFolder: string, workspaceDirectory: () => string | null): Session {
  const { defaultSession } = session;
  confineSession(defaultSession);
  keepDictionariesHome(defaultSession);
  serveApp(defaultSession, rendererFolder);
  serveVault(defaultSession, workspaceDirectory);
  return defaultSession;
}

/**
 * Chromium fetches a spelling dictionary from Google at the first start, even where no window checks spelling: by its own
 * line, past every handler of requests. Switched off, and sent nowhere should it be switched on.
 */
function keepDictionariesHome(session: Session): void {
  session.setSpellCheckerEnabled(false);
  // macOS has its own, and knows neither languages nor an address.
  if (process.platform === 'darwin') return;
  session.setSpellCheckerDictionaryDownloadURL('app://cartable/no-dictionaries/');
  session.setSpellCheckerLanguages([]);
}
