import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { managedPreferencesPath, readManagedPreferences } from './managed-preferences.ts';
import { isProtected, POLICIES_FILE, readPoliciesFile } from './policies-file.ts';
import { registryStatement } from './read-policies.ts';
import { readRegistryText } from './registry-text.ts';
import { resolvePolicies } from './resolve.ts';

/** What the three carriers below say, each in its own way. */
const BINDING = {
  'ent.url': 'https://ent.lycée.fr/élèves',
  'ent.locked': true,
  'sync.maxKbps': 2000,
  'sync.windows': ['1-5 08:00-18:00 documents', '6 00:00-12:00'],
};

/** As `reg export` writes it. */
const REGISTRY = `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Cartable]
"ent.url"="https://ent.lycée.fr/élèves"
"ent.locked"=dword:00000001
"sync.maxKbps"=dword:000007d0
"something.binary"=hex:01,02,\\
  03

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Cartable\\Recommended]
"files.quality"="print"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Cartable\\files.allowedFolders]
"1"="C:\\\\Élèves\\\\\\"Seconde\\""

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Cartable\\sync.windows]
"2"="6 00:00-12:00"
"1"="1-5 08:00-18:00 documents"

`.replaceAll('\n', '\r\n');

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-policies-test-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the registry says texts, numbers, lists and proposals', () => {
  const statement = readRegistryText(REGISTRY, 'machine');
  expect(statement.binding['files.allowedFolders']).toEqual(['C:\\Élèves\\"Seconde"']);
  const { binding, recommended } = resolvePolicies([statement]);
  expect(binding).toMatchObject(BINDING);
  expect(recommended).toEqual({ 'files.quality': 'print' });
});

test('reg.exe is called by its whole path, and its UTF-16 is read', async () => {
  const calls: unknown[] = [];
  const statement = await registryStatement('user', async (program, parameters) => {
    calls.push([program.split(/[\\/]/).at(-1), parameters[1], parameters[3]]);
    await writeFile(parameters[2] ?? '', Buffer.from(`\uFEFF${REGISTRY}`, 'utf16le'));
    return '';
  });
  expect(calls).toEqual([['reg.exe', 'HKCU\\Software\\Policies\\Cartable', '/y']]);
  expect(resolvePolicies(statement === null ? [] : [statement]).binding).toMatchObject(BINDING);
});

test('a registry without the key decides nothing', async () => {
  const failed = () => Promise.reject(new Error('the key cannot be found'));
  expect(await registryStatement('machine', failed)).toBeNull();
});

test('a profile says the same in managed preferences, the machine’s and a user’s apart', () => {
  const profile = { ...BINDING, Recommended: { 'files.quality': 'print' }, PayloadUUID: 'of macOS' };
  const statement = readManagedPreferences(JSON.stringify(profile), 'user');
  expect(resolvePolicies([statement])).toMatchObject({
    binding: BINDING,
    recommended: { 'files.quality': 'print' },
    faults: [],
  });
  expect(managedPreferencesPath('machine', 'claire')).toBe(
    '/Library/Managed Preferences/fr.cartable.desktop.plist',
  );
  expect(managedPreferencesPath('user', 'claire')).toBe(
    '/Library/Managed Preferences/claire/fr.cartable.desktop.plist',
  );
});

const isRoot = process.getuid?.() === 0;

test('policies.json says the same, where only root can have written it', () => {
  const path = join(temporary(), 'policies.json');
  const written = {
    $schema: './policies.schema.json',
    policies: BINDING,
    recommended: { 'files.quality': 'print' },
  };
  writeFileSync(path, JSON.stringify(written), { mode: 0o644 });
  const statement = readPoliciesFile(path);
  expect(statement?.fault).toBe(isRoot ? undefined : 'not-protected');
  expect(statement?.binding).toEqual(isRoot ? BINDING : {});
  expect(statement?.recommended).toEqual(isRoot ? { 'files.quality': 'print' } : {});
});

test('root’s file that others may write, or in a folder of theirs, or another’s, is ignored and told', () => {
  expect(isProtected({ uid: 0, mode: 0o100644 })).toBe(true);
  expect(isProtected({ uid: 0, mode: 0o100664 })).toBe(false);
  expect(isProtected({ uid: 0, mode: 0o100646 })).toBe(false);
  expect(isProtected({ uid: 1000, mode: 0o100600 })).toBe(false);
  const folder = temporary();
  const path = join(folder, 'policies.json');
  writeFileSync(path, JSON.stringify({ policies: BINDING }));
  chmodSync(path, 0o666);
  expect(readPoliciesFile(path)).toMatchObject({ binding: {}, fault: 'not-protected' });
  chmodSync(path, 0o644);
  chmodSync(folder, 0o777);
  expect(readPoliciesFile(path)).toMatchObject({ binding: {}, fault: 'not-protected' });
  chmodSync(folder, 0o755);
  symlinkSync(path, join(folder, 'link.json'));
  expect(readPoliciesFile(join(folder, 'link.json'))).toMatchObject({ binding: {}, fault: 'not-protected' });
});

test.each(['{', '[]', '{"policies": 5}', '{"polices": {}}'])(
  'a file that holds %s is told as unreadable',
  (text) => {
    const path = join(temporary(), 'policies.json');
    writeFileSync(path, text, { mode: 0o644 });
    expect(readPoliciesFile(path)).toMatchObject({
      binding: {},
      fault: isRoot ? 'not-readable' : 'not-protected',
    });
  },
);

test('nothing there is no fault; a folder, or a pipe nobody writes to, keeps nobody waiting', () => {
  const folder = temporary();
  expect(POLICIES_FILE).toBe('/etc/cartable/policies.json');
  expect(readPoliciesFile(join(folder, 'policies.json'))).toBeNull();
  mkdirSync(join(folder, 'directory.json'));
  expect(readPoliciesFile(join(folder, 'directory.json'))?.fault).toBeDefined();
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
  expect(readPoliciesFile(join(folder, 'pipe.json'))?.fault).toBeDefined();
});
