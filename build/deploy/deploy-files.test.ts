import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readManagedPreferences } from '../../main/engine/policies/managed-preferences.ts';
import {
  POLICIES,
  POLICY_KEYS,
  type PolicyKey,
  RECOMMENDABLE,
} from '../../main/engine/policies/policy-table.ts';
import { resolvePolicies } from '../../main/engine/policies/resolve.ts';
import { inProject } from '../project.ts';
import { elementsOf as all, parseXml, plist } from '../xml-reader.ts';
import { DEPLOY_FILES } from './deploy-files.ts';
import { adml, admx } from './group-policy.ts';
import { examplePolicies, policiesSchema } from './policies-json.ts';
import { kindOf } from './policy-kinds.ts';
import { POLICY_WORDS } from './policy-words.ts';
import { mobileconfig } from './profile.ts';

test.each(Object.entries(DEPLOY_FILES))(
  'resources/deploy/%s is what the table says (if not: npm run deploy-files)',
  (name, write) => {
    expect(readFileSync(inProject('resources/deploy', name), 'utf8')).toBe(write());
  },
);

test.each(POLICY_KEYS)('%s has words in both languages, and an example that is understood', (key) => {
  const { fr, en, example } = POLICY_WORDS[key];
  for (const { title, text } of [fr, en]) {
    expect(title.length).toBeGreaterThan(3);
    expect(text.length).toBeGreaterThan(10);
  }
  expect(POLICIES[key].safeParse(example).error).toBeUndefined();
});

describe('the Windows templates', () => {
  const definitions = parseXml(admx());

  test('have a policy for each of the table, and one more for each that can be recommended', () => {
    const named = all(definitions, 'policy').map((policy) => policy.getAttribute('name'));
    expect(new Set(named).size).toBe(named.length);
    expect(named.length).toBe(POLICY_KEYS.length + RECOMMENDABLE.size);
  });

  test('write the very names that Cartable reads, below its own key', () => {
    const booleans = all(definitions, 'policy');
    const values = ['text', 'decimal', 'enum'].flatMap((name) => all(definitions, name));
    const lists = all(definitions, 'list').map((list) => list.getAttribute('key')?.split('\\').at(-1));
    const names = [...booleans, ...values].map((one) => one.getAttribute('valueName')).filter(Boolean);
    expect(new Set([...names, ...lists])).toEqual(new Set(POLICY_KEYS));
    for (const policy of booleans)
      expect(policy.getAttribute('key')).toMatch(/^Software\\Policies\\Cartable(?:\\Recommended)?$/);
  });

  test.each(['fr', 'en'] as const)('have all their words in %s, and no word too many', (language) => {
    const words = parseXml(adml(language));
    const used = [...admx().matchAll(/\$\((string|presentation)\.([^)]+)\)/g)].map(
      ([, kind, id]) => `${kind} ${id}`,
    );
    const ids = (kind: string) => all(words, kind).map((one) => `${kind} ${one.getAttribute('id')}`);
    expect(new Set([...ids('string'), ...ids('presentation')])).toEqual(new Set(used));
    const shown = [...adml(language).matchAll(/refId="([^"]+)"/g)].map(([, id]) => id);
    const elements = ['text', 'decimal', 'enum', 'list'].flatMap((name) => all(definitions, name));
    const asked = elements.map((one) => one.getAttribute('id')).filter(Boolean);
    expect(new Set(shown)).toEqual(new Set(asked));
  });
});

test('the profile for Macs says each policy, and Cartable understands it', () => {
  const { PayloadContent } = plist.parse(mobileconfig()) as { PayloadContent: Record<string, unknown>[] };
  expect(PayloadContent[0]?.PayloadType).toBe('fr.cartable.desktop');
  const { binding, recommended, faults } = resolvePolicies([
    readManagedPreferences(JSON.stringify(PayloadContent[0]), 'machine'),
  ]);
  expect(Object.keys(binding)).toEqual(POLICY_KEYS);
  expect(recommended).toEqual({ 'files.quality': 'screen' });
  expect(faults).toEqual([]);
});

test('the example for Linux is understood, and fits its schema', () => {
  const example = JSON.parse(examplePolicies()) as { policies: Record<string, unknown>; recommended: object };
  const { binding, faults } = resolvePolicies([
    { scope: 'machine', binding: example.policies, recommended: { ...example.recommended } },
  ]);
  expect(Object.keys(binding)).toEqual(POLICY_KEYS);
  expect(faults).toEqual([]);
  const schema = z.fromJSONSchema(JSON.parse(policiesSchema()));
  expect(schema.safeParse(example).error).toBeUndefined();
  expect(schema.safeParse({ policies: { 'sync.maxKpbs': 1 } }).success).toBe(false);
  expect(schema.safeParse({ policies: { 'ent.locked': 'yes' } }).success).toBe(false);
  expect(schema.safeParse({ recommended: { 'ent.locked': true } }).success).toBe(false);
});

test('every kind of policy can be carried', () => {
  const kinds = new Set(POLICY_KEYS.map((key: PolicyKey) => kindOf(key).kind));
  expect(kinds).toEqual(new Set(['text', 'boolean', 'list', 'choice', 'number']));
});
