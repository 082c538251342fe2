import type { PolicyScope } from '../../../preload/contract/policies.ts';
import type { PolicyStatement } from './resolve.ts';

/** Below HKLM and HKCU: only administrators and group policies write there. */
export const REGISTRY_KEY = 'Software\\Policies\\Cartable';

type Values = Map<string, string | number>;

/**
 * The policies in what `reg export` wrote ("Windows Registry Editor Version 5.00", UTF-16 already decoded).
 *
 * Texts are REG_SZ, numbers and booleans REG_DWORD; a list is a subkey of the policy's name whose values are its members,
 * in the order of their numbers. Policies below `Recommended` are proposals. Other types of values are passed over,
 * and then told as missing by nobody: Cartable's own templates write none.
 */
export function readRegistryText(text: string, scope: PolicyScope): PolicyStatement {
  const keys = new Map<string, Values>();
  let values: Values | undefined;
  // A value too long for a line ends it with a backslash; only binary ones do, which are passed over.
  for (const line of text.split(/\r?\n/)) {
    const key = /^\[(?<path>.+)\]$/.exec(line)?.groups?.path;
    if (key !== undefined) {
      values = new Map();
      keys.set(belowPolicies(key), values);
      continue;
    }
    const found = VALUE.exec(line)?.groups;
    if (found === undefined || values === undefined) continue;
    const { name = '', text: words, dword } = found;
    values.set(unescaped(name), dword === undefined ? unescaped(words ?? '') : Number.parseInt(dword, 16));
  }
  return { scope, binding: policiesBelow(keys, ''), recommended: policiesBelow(keys, 'recommended') };
}

const VALUE =
  /^"(?<name>(?:[^"\\]|\\.)*)"=(?:"(?<text>(?:[^"\\]|\\.)*)"|dword:(?<dword>[\da-fA-F]{1,8}))\s*$/;

/** In the registry, upper and lower case are the same; of the keys only `Recommended` is not a policy's own name. */
function belowPolicies(path: string): string {
  const at = path.toLowerCase().indexOf(REGISTRY_KEY.toLowerCase());
  const below = at < 0 ? path : path.slice(at + REGISTRY_KEY.length + 1);
  return below.replace(/^recommended/i, 'recommended');
}

function policiesBelow(keys: ReadonlyMap<string, Values>, base: '' | 'recommended'): Record<string, unknown> {
  const found: Record<string, unknown> = Object.fromEntries(keys.get(base) ?? []);
  const start = base === '' ? '' : `${base}\\`;
  for (const [path, values] of keys) {
    const name = path.slice(start.length);
    if (!path.startsWith(start) || name === '' || name === 'recommended' || name.includes('\\')) continue;
    found[name] = [...values].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
