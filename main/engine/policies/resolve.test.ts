import { expect, test } from 'vitest';
import { type PolicyStatement, resolvePolicies } from './resolve.ts';

const said = (
  scope: PolicyStatement['scope'],
  binding: Record<string, unknown>,
  recommended: Record<string, unknown> = {},
): PolicyStatement => ({ scope, binding, recommended });

test('the machine’s policies go before the user’s, key by key, and so do its proposals', () => {
  const policies = resolvePolicies([
    said('machine', { 'sync.maxKbps': 500 }, { 'files.quality': 'print' }),
    said(
      'user',
      { 'sync.maxKbps': 900, 'ent.locked': true },
      { 'files.quality': 'screen', 'ent.url': 'https://ent.fr' },
    ),
  ]);
  expect(policies).toEqual({
    binding: { 'sync.maxKbps': 500, 'ent.locked': true },
    recommended: { 'files.quality': 'print', 'ent.url': 'https://ent.fr' },
    entries: [
      { key: 'sync.maxKbps', value: 500, scope: 'machine', isBinding: true },
      { key: 'files.quality', value: 'print', scope: 'machine', isBinding: false },
      { key: 'ent.locked', value: true, scope: 'user', isBinding: true },
      { key: 'ent.url', value: 'https://ent.fr', scope: 'user', isBinding: false },
    ],
    faults: [],
  });
});

test('what is not understood is told, and the rest holds', () => {
  const { binding, faults } = resolvePolicies([
    said('machine', {
      'sync.maxKbps': 'fast',
      'sync.maxKpbs': 500,
      constructor: 1,
      'files.quality': 'print',
    }),
  ]);
  expect(binding).toEqual({ 'files.quality': 'print' });
  expect(faults).toEqual([
    { key: 'sync.maxKbps', scope: 'machine', fault: 'wrong-value' },
    { key: 'sync.maxKpbs', scope: 'machine', fault: 'unknown-key' },
    { key: 'constructor', scope: 'machine', fault: 'unknown-key' },
  ]);
});

test.each([
  ['ent.locked', 'yes', true],
  ['sync.meteredAllowed', 'no', false],
  ['update.mode', 'never', 'off'],
  ['files.allowedFolders', '/srv/school', []],
])(
  '%s stays closed when its value is wrong, for the school meant to close something',
  (key, wrong, closed) => {
    const { binding, faults } = resolvePolicies([said('machine', { [key]: wrong })]);
    expect(binding).toEqual({ [key]: closed });
    expect(faults).toHaveLength(1);
  },
);

test('of a list only the wrong members are left out', () => {
  const { binding, faults } = resolvePolicies([
    said('machine', {
      'features.disabled': ['save-copy', 'time-travel'],
      'files.allowedFolders': ['relative', '~/Docs'],
    }),
  ]);
  expect(binding).toEqual({ 'features.disabled': ['save-copy'], 'files.allowedFolders': ['~/Docs'] });
  expect(faults.map(({ fault }) => fault)).toEqual(['wrong-value', 'wrong-value']);
});

test('what can only be imposed is not taken as a proposal', () => {
  const { recommended, faults } = resolvePolicies([said('user', {}, { 'ent.locked': true })]);
  expect(recommended).toEqual({});
  expect(faults).toEqual([{ key: 'ent.locked', scope: 'user', fault: 'not-recommendable' }]);
});

test.each(['http://ent.lycee.fr', 'https://teacher:secret@ent.lycee.fr', 'file:///srv/ent', 'ent.lycee.fr'])(
  '%s is no address for an ENT or a mirror',
  (address) => {
    expect(
      resolvePolicies([said('machine', { 'ent.url': address, 'update.mirror': address })]).binding,
    ).toEqual({});
  },
);
