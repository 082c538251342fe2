/** Tools that a machine without GitHub can put in electron-builder's own ones' place: for tests, never for teachers. */
const STAND_INS = [
  'CARTABLE_ELECTRON',
  'CUSTOM_FPM_PATH',
  'USE_SYSTEM_FPM',
  'APPIMAGE_TOOLS_PATH',
  'ELECTRON_BUILDER_7ZIP_PATH',
  'ELECTRON_BUILDER_NSIS_DIR',
  'ELECTRON_BUILDER_NSIS_RESOURCES_DIR',
  'ELECTRON_BUILDER_RCEDIT_PATH',
  'ELECTRON_BUILDER_ICONS_TOOLSET_DIR',
  'ELECTRON_BUILDER_BINARIES_MIRROR',
];

/** Why a release (CARTABLE_RELEASE=1) must not be made with what is here; null when it may. */
export function releaseRefusal(
  env: Readonly<Record<string, string | undefined>>,
  isFallback: boolean,
): string | null {
  if (!env.CARTABLE_RELEASE) return null;
  if (isFallback) return 'A release is never made of the fallback runtime.';
  const standIn = STAND_INS.find((name) => env[name]);
  if (standIn !== undefined) return `A release is made with electron-builder's own tools: ${standIn} is set.`;
  if (!env.CARTABLE_UPDATE_URL || !env.CARTABLE_UPDATE_KEY)
    return 'A release needs CARTABLE_UPDATE_URL and CARTABLE_UPDATE_KEY: without them it could never be mended.';
  return null;
}

/** What electron-builder can be asked to make an installer for. */
const PROCESSORS = /^--(?<processor>x64|arm64|ia32|armv7l|universal)$/;

/**
 * Why installers for other processors than this machine's must not be made; null when none is asked for.
 *
 * The engine beside the ASAR has the native modules of the machine that it was staged on: elsewhere it would not start.
 */
export function processorRefusal(parameters: readonly string[], own: string): string | null {
  const other = parameters
    .map((parameter) => PROCESSORS.exec(parameter)?.groups?.processor)
    .find((processor) => processor !== undefined && processor !== own);
  if (other === undefined) return null;
  return `An installer for ${other} is made on such a machine: this one is ${own}, and so are the native modules here.`;
}

/** Whether a file's first bytes are a real AppImage's: an ELF program with `AI` and the type 2 at byte 8. */
export function isAppImage(head: Uint8Array): boolean {
  const is = (at: number, text: string) =>
    Buffer.from(head).toString('latin1', at, at + text.length) === text;
  return is(0, '\x7fELF') && is(8, 'AI\x02');
}
