import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Endpoint } from '../main/engine/connectors/ent/api/endpoint.ts';
import { kindSchemaName } from '../main/engine/connectors/ent/api/entity-notes.ts';
import { FIELD_NOTES } from '../main/engine/connectors/ent/api/field-notes.ts';
import { COMMON_PROBLEMS, PROBLEMS } from '../main/engine/connectors/ent/api/problems.ts';
import { endpoints } from '../main/engine/connectors/ent/api.ts';
import { pauseEnd } from '../main/engine/connectors/ent/retry-after.ts';
import { bodies, CAPABILITIES, PROBLEM_CODES, TEACHER_ENTITIES } from '../main/engine/connectors/ent/wire.ts';
import { afterFailure, NO_BACK_OFF, pauseMs, retryDelayMs } from '../main/engine/sync/back-off.ts';
import { openApiDocument, openApiYaml } from './open-api.ts';
import { inProject } from './project.ts';

const all = Object.entries<Endpoint>(endpoints);
const document = openApiDocument();

test('the written API is what the table says (if not: npm run api)', () => {
  expect(readFileSync(inProject('resources/ent-sync-api.yaml'), 'utf8')).toBe(openApiYaml());
});

test.each(['1.1', '1.2'] as const)(
  'to a reader of YAML %s the file says the same as the document',
  (version) => {
    expect(parse(openApiYaml(), { version })).toEqual(JSON.parse(JSON.stringify(document)));
  },
);

describe('the client’s patience, in the text, is the code’s', () => {
  const said = openApiYaml().replaceAll(/\s+/g, ' ');
  const seconds = (ms: number) => Math.round(ms / 1000);
  /** Of the wait after so many failures, the shortest and the longest, in minutes. */
  const minutesAfter = (failures: number) =>
    [0, 1].map((fraction) => {
      const known = { ...NO_BACK_OFF, failures: failures - 1 };
      const { untilMs } = afterFailure(known, { now: 0, requests: 100, isRetry: true, fraction });
      return (untilMs ?? 0) / 60_000;
    });

  test('after a failure', () => {
    const [first, second] = [retryDelayMs(1, 1), retryDelayMs(2, 1)].map(seconds);
    expect(said).toContain(
      `a random wait of up to ${first} s the first time, and of up to ${second} s the second`,
    );
    expect(minutesAfter(4)).toEqual(minutesAfter(3));
    expect(minutesAfter(2)).not.toEqual(minutesAfter(3));
    expect(said).toContain(`after ${minutesAfter(3).join(' to ')} minutes from the third failure on`);
    expect(said).toContain(`after ${minutesAfter(5).join(' to ')} minutes from the fifth on`);
  });

  test('when it is asked for silence', () => {
    const bare = [0, 1, 2, 3].map((no) => seconds(pauseMs(null, no, 0)));
    expect(bare[3]).toBe(bare[2]);
    expect(said).toContain(`Without \`Retry-After\`: ${bare[0]}, ${bare[1]}, then ${bare[2]} seconds.`);
    const [day, year] = [86_400_000, 366 * 86_400_000];
    expect([pauseMs(year, 0, 0), pauseEnd({ 'retry-after': String(year / 1000) }, 0)]).toEqual([
      7 * day,
      7 * day,
    ]);
    expect(said).toContain('More than seven days counts as seven days');
    expect([pauseMs(day, 0, 1), pauseMs(1_000, 0, 1)]).toEqual([1.25 * day, 31_000]);
    expect(said).toContain('a random wait of up to a quarter of that, or of 30 s if that is more');
  });
});

describe('every endpoint', () => {
  test.each(all)('%s: its examples fit its schemas', (_name, { json, replies }) => {
    if (json !== undefined) expect(json.schema.safeParse(json.example).error).toBeUndefined();
    for (const { json: reply } of Object.values(replies))
      if (reply !== undefined) expect(reply.schema.safeParse(reply.example).error).toBeUndefined();
  });

  test.each(all)('%s: each parameter of its path is described', (_name, { path, parameters = [] }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const described = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect(described).toEqual(inPath);
  });

  test.each(all)('%s: who is let in by a token can be turned away for it', (_name, { opening, errors }) => {
    expect(errors.includes('token-expired')).toBe(opening === 'access');
    expect(errors.includes('ticket-expired')).toBe(opening === 'ticket');
  });
});

test('every problem code is described, and is some endpoint’s', () => {
  const told = new Set([...COMMON_PROBLEMS, ...all.flatMap(([, { errors }]) => errors)]);
  expect(Object.keys(PROBLEMS).sort()).toEqual([...PROBLEM_CODES].sort());
  expect([...PROBLEM_CODES].filter((code) => !told.has(code))).toEqual([]);
});

test('every capability has an endpoint', () => {
  const offered = new Set(all.map(([, { capability }]) => capability));
  expect(CAPABILITIES.filter((capability) => !offered.has(capability))).toEqual([]);
});

const addresses = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, path]) => path ?? '');

test('every reference leads somewhere', () => {
  expect(addresses.length).toBeGreaterThan(50);
  for (const address of new Set(addresses)) {
    const target = address
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect([address, typeof target]).toEqual([address, 'object']);
  }
});

test('every schema is where it is used', () => {
  const used = new Set(addresses);
  const schemas = Object.keys(document.components.schemas);
  expect(schemas.filter((name) => !used.has(`/components/schemas/${name}`))).toEqual([]);
});

/** Of each value that tells the alternatives of a schema apart: where its field leads, through the alternative. */
function alternatives(name: string, field: string): Record<string, unknown> {
  const schemas = document.components.schemas as Record<string, Chosen>;
  const { discriminator, oneOf = [] } = schemas[name] ?? {};
  const offered = new Set(oneOf.map(({ $ref }) => $ref));
  return Object.fromEntries(
    Object.entries(discriminator?.mapping ?? {}).map(([value, address]) => {
      const { properties } = schemas[address.split('/').at(-1) ?? ''] ?? {};
      expect([value, offered.has(address), properties?.[discriminator?.propertyName ?? '']?.const]).toEqual([
        value,
        true,
        value,
      ]);
      return [value, properties?.[field]?.anyOf];
    }),
  );
}

interface Chosen {
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Record<string, string> };
  readonly oneOf?: readonly { readonly $ref?: string; readonly properties?: unknown }[];
  readonly properties?: Record<string, { const?: string; anyOf?: unknown }>;
}

test('each kind that changes may be of, or operations, has a body of its own there', () => {
  const changes = alternatives('Change', 'body');
  const operations = alternatives('Operation', 'value');
  expect(Object.keys(changes).sort()).toEqual(Object.keys(bodies).sort());
  expect(Object.keys(operations).sort()).toEqual([...TEACHER_ENTITIES].sort());
  for (const [kind, body] of [...Object.entries(changes), ...Object.entries(operations)]) {
    const name = kindSchemaName(kind, 'Body');
    expect(body).toEqual([{ $ref: `#/components/schemas/${name}` }, { type: 'null' }]);
    expect(document.info.description).toContain(`| \`${kind}\` |`);
  }
});

test('a kind of a later version is a change too, and only one that is none of these', () => {
  const { oneOf } = document.components.schemas.Change as Chosen;
  const others = (oneOf ?? []).filter(({ $ref }) => $ref === undefined);
  expect(others).toMatchObject([{ properties: { entity: { not: { enum: Object.keys(bodies) } } } }]);
});

test('every field of every schema says what it means, and no note is about a field that is gone', () => {
  const fields = Object.entries(document.components.schemas).flatMap(([name, { properties }]) =>
    Object.keys((properties ?? {}) as object).map((field) => `${name}.${field}`),
  );
  const notes = Object.entries(FIELD_NOTES).flatMap(([name, of]) =>
    Object.keys(of).map((field) => `${name}.${field}`),
  );
  expect(notes.sort()).toEqual(fields.sort());
});
