import type { BrowserWindow } from 'electron';

/**
 * The page as its style sheet prints it, on A4: letters and formulas are letters, nothing is fetched that the page could not
 * fetch, and the paper's size and margins are the style sheet's.
 */
export async function printPage(window: BrowserWindow): Promise<Uint8Array> {
  return window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true });
}
