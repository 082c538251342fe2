import { app } from 'electron';

/**
 * Tells the system which links are Cartable's.
 *
 * An MSI does not say it: whoever starts it on Windows says so for themselves; elsewhere the installed program does. Moodle's own scheme, in
 * which most sites answer a sign-in, is taken only where no other program answers to it.
 */
export function claimLinks(): void {
  if (process.platform !== 'win32') return;
  app.setAsDefaultProtocolClient('cartable');
  if (app.getApplicationNameForProtocol('moodlemobile://') === '')
    app.setAsDefaultProtocolClient('moodlemobile');
}
