import { safeStorage } from 'electron';
import type { Keyring } from './secrets.ts';

/**
 * The keyring of the user's session (Keychain, DPAPI, libsecret, KWallet). Needs Electron to be ready.
 *
 * Without one, Linux would encrypt with a key that is written in Chromium's source ("basic_text"): that is no keyring.
 */
export const systemKeyring: Keyring = {
  isAvailable() {
    if (!safeStorage.isEncryptionAvailable()) return false;
    // Runtimes that cannot say (before Electron 26) call encryption available only with a real keyring.
    return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend?.() !== 'basic_text';
  },
  encrypt(secret) {
    try {
      return safeStorage.encryptString(secret);
    } catch {
      return null;
    }
  },
  decrypt(encrypted) {
    try {
      return safeStorage.decryptString(encrypted);
    } catch {
      return null;
    }
  },
};
