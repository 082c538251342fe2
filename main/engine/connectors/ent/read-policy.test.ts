import { expect, test } from 'vitest';
import type { HttpReply } from '../../platform/http.ts';
import { readPolicy } from './read-policy.ts';

const NOW = 1_795_000_000_000;

const GOOD = {
  dataset_id: 'd1',
  protocol: [1],
  server_time: NOW - 5,
  last_batch_no: 4,
  limits: {
    ops: 50,
    batch_bytes: 1000,
    bundle_bytes: 2000,
    bundle_files: 3,
    blob_bytes: 4000,
    chunk_min_bytes: 10,
  },
  poll_min_s: 60,
  windows: [{ days: '1-5', from: '08:00', to: '17:00', tz: 'Europe/Paris', lane: 'bulk', mode: 'avoid' }],
  max_bps: 80_000,
  capabilities: ['watch', 'later'],
  accept_encoding: ['gzip'],
  valid_until: NOW + 1000,
  later: { kept: true },
};

const read = (json: unknown) =>
  readPolicy(
    { status: 200, headers: {}, body: Buffer.alloc(0), json: () => json } as unknown as HttpReply,
    NOW,
  );

test('a policy that is in order is kept as it is', () => {
  expect(read(GOOD)).toEqual({ ...GOOD, strange_fields: [] });
});

const SLIPS: readonly (readonly [field: string, slip: unknown, usual: unknown])[] = [
  ['server_time', '2026-11-28', NOW],
  ['last_batch_no', 1e300, -1],
  ['last_batch_no', -7, -1],
  ['poll_min_s', 1e12, 900],
  ['poll_min_s', -900, 900],
  ['max_bps', -1, null],
  ['max_bps', undefined, null],
  ['windows', 'never', []],
  ['capabilities', ['watch', 7], ['watch']],
  ['accept_encoding', null, []],
  ['valid_until', '', NOW + 12 * 3_600_000],
];

test.each(SLIPS)('%s: %j gives way to what can be used, and is named', (field, slip, usual) => {
  expect(read({ ...GOOD, [field]: slip })).toEqual({ ...GOOD, [field]: usual, strange_fields: [field] });
});

test.each([
  ['ops', 0, 500],
  ['batch_bytes', -1, 1024 * 1024],
  ['bundle_bytes', '4 MiB', 4 * 1024 * 1024],
  ['bundle_files', 2.5, 25],
  ['blob_bytes', undefined, 100 * 1024 * 1024],
  ['chunk_min_bytes', null, undefined],
])('limits.%s: %j gives way to the usual one, and the other limits hold', (name, slip, usual) => {
  const limits = { ...GOOD.limits, [name]: slip };
  expect(read({ ...GOOD, limits })).toEqual({
    ...GOOD,
    limits: { ...limits, [name]: usual },
    strange_fields: [`limits.${name}`],
  });
});

test('a window of a lane or a way that is not known is a later version’s, and no slip', () => {
  const [known] = GOOD.windows;
  const windows = [{ ...known, lane: 'video' }, known, { ...known, mode: 'only', from: 'noon' }];
  expect(read({ ...GOOD, windows })).toEqual({ ...GOOD, strange_fields: [] });
});

test.each([
  ['at night'],
  [{ ...GOOD.windows[0], lane: 'Bulk' }],
  [{ ...GOOD.windows[0], mode: ' AVOID ' }],
  [{ ...GOOD.windows[0], from: '7:30' }],
  [{ ...GOOD.windows[0], to: undefined }],
])('a window that is a slip (%j) is left out and told, and the others hold', (slip) => {
  const windows = [slip, ...GOOD.windows];
  expect(read({ ...GOOD, windows })).toEqual({ ...GOOD, strange_fields: ['windows'] });
});

test.each([[{ days: 'lundi' }], [{ from: '25:99' }], [{ to: '10:60' }], [{ tz: 'Europe/Pariss' }]])(
  'a window that can hardly be meant so (%j) binds as it can be read, and is told',
  (odd) => {
    const windows = [{ ...GOOD.windows[0], ...odd }, ...GOOD.windows];
    expect(read({ ...GOOD, windows })).toEqual({ ...GOOD, windows, strange_fields: ['windows'] });
  },
);

test('the ENT does not say itself what is strange', () => {
  expect(read({ ...GOOD, strange_fields: ['made up'] }).strange_fields).toEqual([]);
});

test.each([[null], ['text'], [[]], [{ ...GOOD, dataset_id: 7 }], [{ ...GOOD, protocol: 'one' }]])(
  '%j names no dataset or no version: it is no policy',
  (json) => {
    expect(() => read(json)).toThrow(expect.objectContaining({ code: 'ent/not-an-ent' }));
  },
);
