import { app, type BrowserWindow, dialog } from 'electron';
import type { ShellLog } from './log.ts';
import type { ShellWords } from './words.ts';

/** A page that dies again within a minute would do nothing else if it were drawn again by itself. */
const QUIET_MS = 60_000;

/**
 * Draws the page again when its process has died. The engine, where the work is, has not noticed.
 *
 * Once by itself; a page that dies again soon is drawn again only if the teacher says so.
 */
export function reloadAfterCrash(window: BrowserWindow, words: () => ShellWords, log: ShellLog): void {
  let lastCrashAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.warn('page-gone', { reason, exitCode });
    if (reason === 'clean-exit') return;
    const isFirst = Date.now() - lastCrashAt > QUIET_MS;
    lastCrashAt = Date.now();
    if (isFirst) window.webContents.reload();
    else void askBeforeReload(window, words());
  });
}

async function askBeforeReload(window: BrowserWindow, words: ShellWords): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: words.pageDied,
    detail: words.pageDiedDetail,
    buttons: [words.reload, words.quit],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) window.webContents.reload();
  else app.quit();
}
