import { POLICY_KEYS, type PolicyKey, RECOMMENDABLE } from '../../main/engine/policies/policy-table.ts';
import { jsonSchemaOf } from './policy-kinds.ts';
import { POLICY_WORDS } from './policy-words.ts';

/** An example of `/etc/cartable/policies.json` with every policy. */
export function examplePolicies(): string {
  const policies = Object.fromEntries(POLICY_KEYS.map((key) => [key, POLICY_WORDS[key].example]));
  const example = { $schema: './policies.schema.json', policies, recommended: { 'files.quality': 'screen' } };
  return `${JSON.stringify(example, null, 2)}\n`;
}

/** JSON Schema of that file: editors check it while it is written. */
export function policiesSchema(): string {
  const propertiesOf = (keys: readonly PolicyKey[]) => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      keys.map((key) => {
        const { title, text } = POLICY_WORDS[key].fr;
        return [key, { title, description: text, ...jsonSchemaOf(key) }];
      }),
    ),
  });
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Cartable : policies.json',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      policies: propertiesOf(POLICY_KEYS),
      recommended: propertiesOf(POLICY_KEYS.filter((key) => RECOMMENDABLE.has(key))),
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
