import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { appleIcon, drawIcons, windowsIcon } from './icons.ts';
import { inProject } from './project.ts';

/** The parts of electron-builder that read and check its configuration; it has no public door to them. */
interface ConfigurationReader {
  getConfig(projectFolder: string, path: string, overrides: object): Promise<Record<string, unknown>>;
  validateConfiguration(configuration: object, log: object): Promise<void>;
}

const requireFromBuilder = createRequire(inProject('node_modules/electron-builder/package.json'));
const { getConfig, validateConfiguration } = requireFromBuilder(
  'app-builder-lib/out/util/config/config',
) as ConfigurationReader;
const { DebugLogger } = requireFromBuilder('builder-util') as {
  DebugLogger: new (isEnabled: boolean) => object;
};

const read = (overrides: object = {}) => getConfig(inProject(), 'electron-builder.yml', overrides);

describe('the installers', () => {
  test('are configured as electron-builder understands it, on all three systems', async () => {
    await expect(validateConfiguration(await read(), new DebugLogger(false))).resolves.toBeUndefined();
  });

  test('a key that electron-builder does not know is refused: the check really checks', async () => {
    const wrong = await read({ nsis: { perMachine: 'sometimes' } });
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/perMachine/);
  });

  test('keep a teacher’s work when the program is removed, and close the doors of the runtime', async () => {
    expect(await read()).toMatchObject({
      appId: 'fr.cartable.desktop',
      publish: null,
      protocols: [{ schemes: ['cartable', 'moodlemobile'] }],
      nsis: { deleteAppDataOnUninstall: false },
      electronFuses: {
        runAsNode: false,
        enableNodeCliInspectArguments: false,
        enableNodeOptionsEnvironmentVariable: false,
        onlyLoadAppFromAsar: true,
      },
    });
  });
});

test('a colleague’s sequence opens with Cartable, under a name in French and with an icon of its own', async () => {
  const [sequence, ...others] = (await read()).fileAssociations as Record<string, string>[];
  expect(others).toEqual([]);
  expect(sequence).toMatchObject({ ext: 'cartable-sequence', description: 'Séquence de cours Cartable' });
  // Where it has one, Linux's packages carry the type's file and the menu entry says that Cartable opens it.
  expect(sequence?.mimeType).toMatch(/^application\/vnd\./);
  await drawIcons();
  for (const ending of ['ico', 'icns'])
    expect(existsSync(inProject('out/icons', `${sequence?.ext}.${ending}`))).toBe(true);
});

describe('an icon file', () => {
  const png = Buffer.from('a picture');

  test('for Windows points at each picture, and writes 256 as 0', () => {
    const icon = windowsIcon([
      { sizePx: 16, png },
      { sizePx: 256, png },
    ]);
    expect(icon.readUInt8(6 + 16)).toBe(0);
    const offset = icon.readUInt32LE(6 + 16 + 12);
    expect(icon.subarray(offset).toString()).toBe('a picture');
  });

  test('for macOS states its whole length', () => {
    const icon = appleIcon([{ type: 'ic07', png }]);
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    expect(icon.subarray(8, 12).toString()).toBe('ic07');
  });
});
