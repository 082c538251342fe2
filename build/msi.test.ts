import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { windowsIcon } from './icons.ts';
import { type MsiContent, msiFaults, rowsOf } from './msi-rules.ts';
import { inProject } from './project.ts';
import { elementsOf, parseXml, type XmlDocument } from './xml-reader.ts';

const requireFromBuilder = createRequire(inProject('node_modules/electron-builder/package.json'));
const { build, Platform, Arch } = requireFromBuilder('electron-builder');
const { getConfig } = requireFromBuilder('app-builder-lib/out/util/config/config');

const UPGRADE_CODE = '6C1E3E0B-5C53-4B0E-9E0C-3B8B8B0F6A51';

/** A folder that electron-builder takes for the bundled application, with any Windows program as Electron's. */
function standInProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-msi-'));
  const write = (path: string, bytes: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  const { dependencies: _needed, ...manifest } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  write('package.json', JSON.stringify(manifest));
  write(
    'electron/electron.exe',
    readFileSync(inProject('node_modules/electron-winstaller/vendor/Setup.exe')),
  );
  for (const path of ['electron/LICENSE', 'electron/locales/fr.pak', 'electron/locales/de.pak', 'LICENSE'])
    write(path, 'text');
  for (const path of ['out/shell/shell.cjs', 'out/shell/shell.cjs.map', 'out/stage/engine/engine.mjs'])
    write(path, 'text');
  write('out/stage/engine-modules/sharp/package.json', '{}');
  write('out/icons/icon.ico', windowsIcon([{ sizePx: 256, png: readFileSync(inProject(ICON)) }]));
  return folder;
}
/** Any picture: what is looked at is where it goes. */
const ICON = 'resources/screenshots/today-light.png';

/** What electron-builder hands to WiX, which needs Windows: taken from it just before. */
async function projectForWix(folder: string): Promise<XmlDocument> {
  let project = '';
  const config = await getConfig(inProject(), 'electron-builder.yml', {
    electronDist: join(folder, 'electron'),
    electronVersion: '45.4.1',
    msiProjectCreated: (path: string) => {
      project = readFileSync(path, 'utf8');
      throw new Error('taken');
    },
  });
  // There is nothing in the stand-in that a fuse could be set in.
  const made = build({
    projectDir: folder,
    targets: Platform.WINDOWS.createTarget(['msi'], Arch.x64),
    publish: 'never',
    config: { ...config, electronFuses: null },
  });
  await expect(made).rejects.toThrow('taken');
  return parseXml(project);
}

describe('the MSI that electron-builder describes to WiX', () => {
  let folder: string;
  let project: XmlDocument;
  beforeAll(async () => {
    folder = standInProject();
    project = await projectForWix(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const named = (element: string, id: string) =>
    elementsOf(project, element).find((one) => one.getAttribute('Id') === id);

  test('is for the whole computer, whoever installs it, and starts nothing', () => {
    expect(named('Property', 'ALLUSERS')?.getAttribute('Value')).toBe('1');
    expect(named('Property', 'ALLUSERS')?.getAttribute('Secure')).toBe('yes');
    expect(elementsOf(project, 'CustomAction')).toEqual([]);
    expect(elementsOf(project, 'Custom')).toEqual([]);
  });

  test('replaces the version before, by a code that never changes', () => {
    const [product] = elementsOf(project, 'Product');
    expect(product?.getAttribute('UpgradeCode')).toBe(UPGRADE_CODE);
    expect(product?.getAttribute('Id')).toBe('*');
    expect(elementsOf(project, 'MajorUpgrade')).toHaveLength(1);
  });

  test('goes to a folder that the administrator may name, and is the application that Windows knows it as', () => {
    expect(named('Directory', 'APPLICATIONFOLDER')?.getAttribute('Name')).toBe('Cartable');
    const [identity] = elementsOf(project, 'ShortcutProperty');
    expect(identity?.getAttribute('Value')).toBe('fr.cartable.desktop');
  });

  test('holds the application, the engine beside it, the languages that it speaks, and no source map', () => {
    const sources = elementsOf(project, 'File').map((file) =>
      file.getAttribute('Source')?.replace('$(var.appDir)/', ''),
    );
    expect(sources.sort()).toEqual([
      'Cartable.exe',
      'LICENSE.electron.txt',
      'locales/fr.pak',
      'resources/LICENSE.txt',
      'resources/app.asar',
      'resources/engine/engine.mjs',
      'resources/engine/node_modules/sharp/package.json',
    ]);
  });
});

describe('a finished MSI, as msitools tell of it', () => {
  const table = (columns: string, rows: readonly string[]) =>
    [columns, 's72', columns.split('\t')[0], ...rows, ''].join('\r\n');
  const good: MsiContent = {
    tables: {
      Property: table('Property\tValue', [
        'ALLUSERS\t1',
        'ProductVersion\t0.1.0.0',
        `UpgradeCode\t{${UPGRADE_CODE}}`,
        'SecureCustomProperties\tALLUSERS;MSIINSTALLPERUSER;WIX_UPGRADE_DETECTED',
      ]),
      Upgrade: table('UpgradeCode\tVersionMin', [`{${UPGRADE_CODE}}\t`]),
      // A library of WiX's own dialogs: nothing that is started.
      CustomAction: table('Action\tType\tSource\tTarget', ['WixUIValidatePath\t65\tWixUiCa\tValidatePath']),
      InstallExecuteSequence: table('Action\tCondition\tSequence', ['RemoveExistingProducts\t\t1401']),
    },
    files: [
      ...['Cartable.exe', 'resources/app.asar', 'resources/LICENSE.txt', 'resources/engine/engine.mjs'],
      'resources/engine/node_modules/better-sqlite3/package.json',
      'resources/engine/node_modules/sharp/package.json',
    ].map((file) => `Cartable/${file}`),
  };
  const expected = { version: '0.1.0', upgradeCode: UPGRADE_CODE };
  const withTable = (name: keyof MsiContent['tables'], text: string): MsiContent => ({
    ...good,
    tables: { ...good.tables, [name]: text },
  });
  const withProperty = (from: string, to: string) =>
    withTable('Property', good.tables.Property.replace(from, to));

  test('is let through when nothing is wrong', () => {
    expect(rowsOf(good.tables.Property)[0]).toEqual(['ALLUSERS', '1']);
    expect(msiFaults(good, expected)).toEqual([]);
  });

  test.each<[string, MsiContent, RegExp]>([
    ['for one user', withProperty('ALLUSERS\t1', 'ALLUSERS\t2'), /whole computer/],
    ['deaf to ALLUSERS', withProperty('ALLUSERS;', ''), /SecureCustomProperties/],
    ['of another line', withProperty('6C1E3E0B', '00000000'), /UpgradeCode/],
    ['of another version', withProperty('0.1.0.0', '0.1.01'), /version is another/],
    ['beside the one before', withTable('Upgrade', table('UpgradeCode\tVersionMin', [])), /replacing/],
    [
      'that starts Cartable at its end',
      withTable('CustomAction', table('Action\tType', ['runAfterFinish\t210'])),
      /starts a program: runAfterFinish/,
    ],
    ['without its engine', { ...good, files: good.files.slice(0, 3) }, /lacks .*engine\.mjs/],
    [
      'of the test runtime',
      { ...good, files: [...good.files, 'Cartable/resources/TEST-PACKAGE.txt'] },
      /development/,
    ],
  ])('is refused %s', (_what, content, fault) => {
    expect(msiFaults(content, expected)).toEqual([expect.stringMatching(fault)]);
  });
});
