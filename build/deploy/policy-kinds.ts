import * as z from 'zod';
import { POLICIES, type PolicyKey } from '../../main/engine/policies/policy-table.ts';

/** How a policy's value is written: what the registry and an administrator's tools must know of it. */
export type PolicyKind =
  | { readonly kind: 'text' | 'boolean' | 'list' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly least: number; readonly most: number };

/** A policy's schema as JSON Schema has it. */
export function jsonSchemaOf(key: PolicyKey): z.core.JSONSchema.BaseSchema {
  const { $schema: _draft, ...schema } = z.toJSONSchema(POLICIES[key]);
  return schema;
}

/** The kind of a policy. Throws for one that no carrier could hold. */
export function kindOf(key: PolicyKey): PolicyKind {
  const { type, enum: choices, minimum: least, maximum: most } = jsonSchemaOf(key);
  if (choices !== undefined) return { kind: 'choice', choices: choices.map(String) };
  if (type === 'integer' && least !== undefined && most !== undefined) return { kind: 'number', least, most };
  if (type === 'boolean') return { kind: 'boolean' };
  if (type === 'array') return { kind: 'list' };
  if (type === 'string') return { kind: 'text' };
  throw new Error(`No carrier holds the policy ${key}.`);
}
