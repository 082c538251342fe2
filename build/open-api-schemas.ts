import * as z from 'zod';
import type { Endpoint } from '../main/engine/connectors/ent/api/endpoint.ts';
import { KIND_NOTES, kindSchemaName } from '../main/engine/connectors/ent/api/entity-notes.ts';
import { FIELD_NOTES } from '../main/engine/connectors/ent/api/field-notes.ts';
import { endpoints } from '../main/engine/connectors/ent/api.ts';
import * as wire from '../main/engine/connectors/ent/wire.ts';

type JsonSchema = Record<string, unknown>;

/** Where the document keeps a schema. */
export function schemaAddress(name: string): string {
  return `#/components/schemas/${name}`;
}

/** Every schema of the wire by its name, as JSON Schema 2020-12, each field with what it means. */
export function openApiSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of namedSchemas()) if (!registry.has(schema)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: schemaAddress,
    io: 'input',
    override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema),
  });
  const noted = Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [
      name,
      withNotes(name, schema as JsonSchema),
    ]),
  );
  return byKind(noted);
}

/**
 * Changes and operations, told apart by their kind; token requests by their grant.
 *
 * A kind of a later version is a change like any other, so one more alternative takes what is none of ours.
 */
function byKind(schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const changes = Object.keys(wire.bodies);
  const other = {
    properties: { entity: { not: { enum: changes } } },
    description: 'A kind of a later version.',
  };
  const of = (kinds: readonly string[], name: 'Change' | 'Operation') =>
    chosenBy('entity', Object.fromEntries(kinds.map((kind) => [kind, kindSchemaName(kind, name)])));
  const change = of(changes, 'Change');
  const described = Object.entries(KIND_NOTES).map(([kind, { is }]) => {
    const name = kindSchemaName(kind, 'Body');
    return [name, { description: is, ...schemas[name] }];
  });
  return {
    ...schemas,
    ...Object.fromEntries(described),
    Change: { ...schemas.Change, ...change, oneOf: [...change.oneOf, other] },
    Operation: { ...schemas.Operation, ...of(wire.TEACHER_ENTITIES, 'Operation') },
    TokenRequest: chosenBy('grant_type', grantNames()),
  };
}

/** Alternatives by the value of a field. */
function chosenBy(propertyName: string, names: Readonly<Record<string, string>>) {
  const mapping = Object.fromEntries(
    Object.entries(names).map(([value, name]) => [value, schemaAddress(name)]),
  );
  return {
    discriminator: { propertyName, mapping },
    oneOf: Object.values(mapping).map(($ref) => ({ $ref })),
  };
}

/** `refresh_token` is asked for by a `RefreshTokenGrant`. */
function grantNames(): Record<string, string> {
  const grants = wire.tokenRequest.options.map(({ shape }) => shape.grant_type.value);
  return Object.fromEntries(grants.map((grant) => [grant, kindSchemaName(grant, 'Grant')]));
}

/** In the order of the endpoints that bring them, their parts after them, the bodies last. */
function namedSchemas(): Map<string, z.ZodType> {
  const named = new Map<string, z.ZodType>();
  for (const { json, replies } of Object.values<Endpoint>(endpoints)) {
    if (json !== undefined) named.set(json.name, json.schema);
    for (const { json: reply } of Object.values(replies))
      if (reply !== undefined) named.set(reply.name, reply.schema);
  }
  const parts = {
    PolicyLimits: wire.policyLimits,
    PolicyWindow: wire.policyWindow,
    Change: wire.change,
    EntityRef: wire.entityRef,
    Operation: wire.operation,
    OpResult: wire.opResult,
    Problem: wire.problem,
    FileRef: wire.fileRef,
    LessonBlock: wire.lessonBlock,
  };
  for (const [name, schema] of Object.entries(parts)) named.set(name, schema);
  for (const grant of wire.tokenRequest.options)
    named.set(kindSchemaName(grant.shape.grant_type.value, 'Grant'), grant);
  const kinds = { Change: wire.changeKinds, Operation: wire.operationKinds, Body: wire.bodies };
  for (const [of, schemas] of Object.entries(kinds))
    for (const [entity, schema] of Object.entries(schemas))
      named.set(kindSchemaName(entity, of as keyof typeof kinds), schema);
  return named;
}

/** Leaves out what says nothing: the bounds of JavaScript's integers, keys that are texts, "and anything else". */
function tidy(schema: JsonSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  const { propertyNames, additionalProperties } = schema;
  if (JSON.stringify(propertyNames) === '{"type":"string"}') delete schema.propertyNames;
  if (JSON.stringify(additionalProperties) === '{}') delete schema.additionalProperties;
}

function withNotes(name: string, schema: JsonSchema): JsonSchema {
  const notes = FIELD_NOTES[name] ?? {};
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  if (properties.length === 0) return schema;
  const noted = properties.map(([field, of]) => {
    const description = notes[field];
    return [field, description === undefined ? of : { description, ...of }];
  });
  return { ...schema, properties: Object.fromEntries(noted) };
}
