import * as z from 'zod';
import type { Endpoint } from '../main/engine/connectors/ent/api/endpoint.ts';
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
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [
      name,
      withNotes(name, schema as JsonSchema),
    ]),
  );
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
  };
  for (const [name, schema] of Object.entries(parts)) named.set(name, schema);
  for (const [entity, schema] of Object.entries(wire.bodies)) named.set(bodyName(entity), schema);
  return named;
}

/** `class_group` becomes `ClassGroupBody`. */
function bodyName(entity: string): string {
  return `${entity.replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase())}Body`;
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
