import { AppImageUpdater } from 'electron-updater';
import { replaceFile } from './replace-file.ts';

/**
 * Electron-updater's own way removes the old AppImage before it moves the new one: a full disk or a crash between the two
 * leaves the teacher without Cartable. Here one of them is always whole, under the name that it has.
 */
export class WholeAppImageUpdater extends AppImageUpdater {
  protected override doInstall(): boolean {
    const path = process.env.APPIMAGE;
    if (path === undefined || this.installerPath === null) return false;
    try {
      replaceFile(path, this.installerPath);
      return true;
    } catch (error) {
      this.dispatchError(error as Error);
      return false;
    }
  }
}
