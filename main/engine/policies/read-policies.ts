import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PolicyScope } from '../../../preload/contract/policies.ts';
import { managedPreferencesPath, readManagedPreferences } from './managed-preferences.ts';
import { readPoliciesFile } from './policies-file.ts';
import { REGISTRY_KEY, readRegistryText } from './registry-text.ts';
import { type Policies, type PolicyStatement, resolvePolicies } from './resolve.ts';

const SCOPES: readonly PolicyScope[] = ['machine', 'user'];
/** A system's tool that does not answer must not keep Cartable from starting. */
const LIMIT_MS = 10_000;

/** Runs a system's program; rejects when it fails, or finds nothing. */
export type RunTool = (program: string, parameters: readonly string[]) => Promise<string>;

const runTool: RunTool = async (program, parameters) => {
  const { stdout } = await promisify(execFile)(program, parameters, { timeout: LIMIT_MS, windowsHide: true });
  return stdout;
};

/**
 * The policies of this computer and this user, read once: a change is obeyed from the next start on.
 */
export async function readPolicies(): Promise<Policies> {
  return resolvePolicies(await statementsOf(process.platform));
}

async function statementsOf(platform: NodeJS.Platform): Promise<readonly PolicyStatement[]> {
  if (platform === 'win32') return found(SCOPES.map((scope) => registryStatement(scope)));
  if (platform === 'darwin') return found(SCOPES.map((scope) => preferencesStatement(scope)));
  const statement = readPoliciesFile();
  return statement === null ? [] : [statement];
}

async function found(all: readonly Promise<PolicyStatement | null>[]): Promise<readonly PolicyStatement[]> {
  return (await Promise.all(all)).filter((statement) => statement !== null);
}

/** By `reg export`, which alone writes texts whatever their letters; null where the key is not. */
export async function registryStatement(scope: PolicyScope, run = runTool): Promise<PolicyStatement | null> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-policies-'));
  const file = join(folder, 'policies.reg');
  const root = scope === 'machine' ? 'HKLM' : 'HKCU';
  // By its whole path: a reg.exe beside the program must not speak for the school.
  const reg = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
  try {
    await run(reg, ['export', `${root}\\${REGISTRY_KEY}`, file, '/y']);
    return readRegistryText((await readFile(file, 'utf16le')).replace(/^\uFEFF/, ''), scope);
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** By `plutil`, since the file may be binary; null where no profile speaks of Cartable. */
export async function preferencesStatement(
  scope: PolicyScope,
  run = runTool,
): Promise<PolicyStatement | null> {
  const path = managedPreferencesPath(scope, userInfo().username);
  try {
    await access(path);
  } catch {
    return null;
  }
  try {
    return readManagedPreferences(await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path]), scope);
  } catch {
    return { scope, binding: {}, recommended: {}, fault: 'not-readable' };
  }
}
