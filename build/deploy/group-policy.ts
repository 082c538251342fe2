import { POLICY_KEYS, type PolicyKey, RECOMMENDABLE } from '../../main/engine/policies/policy-table.ts';
import { REGISTRY_KEY } from '../../main/engine/policies/registry-text.ts';
import { kindOf } from './policy-kinds.ts';
import { POLICY_WORDS } from './policy-words.ts';
import { element } from './xml.ts';

type Language = 'fr' | 'en';

const HEADER = '<?xml version="1.0" encoding="utf-8"?>\n';
const SCHEMA = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
/** Grows when the templates change; the ADML must say the same. */
const REVISION = '1.0';
const RECOMMENDED_KEY = `${REGISTRY_KEY}\\Recommended`;

/** Windows' policy definitions (ADMX): what the Group Policy editor and Intune write into the registry. */
export function admx(): string {
  const policies = POLICY_KEYS.flatMap((key) => [
    policyElement(key, 'Mandatory'),
    ...(RECOMMENDABLE.has(key) ? [policyElement(key, 'Recommended')] : []),
  ]);
  return `${HEADER}${element(
    'policyDefinitions',
    { xmlns: SCHEMA, revision: REVISION, schemaVersion: '1.0' },
    [
      element('policyNamespaces', {}, [
        element('target', { prefix: 'cartable', namespace: 'Cartable.Policies' }),
        element('using', { prefix: 'windows', namespace: 'Microsoft.Policies.Windows' }),
      ]),
      element('resources', { minRequiredRevision: REVISION }),
      element('supportedOn', {}, [
        element('definitions', {}, [
          element('definition', { name: 'SupportedCartable', displayName: '$(string.SupportedCartable)' }),
        ]),
      ]),
      element('categories', {}, [
        element('category', { name: 'Cartable', displayName: '$(string.Cartable)' }),
        element('category', { name: 'Recommended', displayName: '$(string.Recommended)' }, [
          element('parentCategory', { ref: 'Cartable' }),
        ]),
      ]),
      element('policies', {}, policies),
    ],
  )}\n`;
}

function policyElement(key: PolicyKey, level: 'Mandatory' | 'Recommended'): string {
  const id = idOf(key);
  const name = level === 'Recommended' ? `${id}_Recommended` : id;
  const registryKey = level === 'Recommended' ? RECOMMENDED_KEY : REGISTRY_KEY;
  const kind = kindOf(key);
  const attributes = {
    name,
    class: 'Both',
    displayName: `$(string.${id})`,
    explainText: `$(string.${id}_Text)`,
    ...(kind.kind === 'boolean' ? { valueName: key } : { presentation: `$(presentation.${id})` }),
    key: registryKey,
  };
  const parts = [
    element('parentCategory', { ref: level === 'Recommended' ? 'Recommended' : 'Cartable' }),
    element('supportedOn', { ref: 'SupportedCartable' }),
  ];
  if (kind.kind === 'boolean')
    return element('policy', attributes, [
      ...parts,
      element('enabledValue', {}, [element('decimal', { value: '1' })]),
      element('disabledValue', {}, [element('decimal', { value: '0' })]),
    ]);
  return element('policy', attributes, [...parts, element('elements', {}, [valueElement(key, registryKey)])]);
}

function valueElement(key: PolicyKey, registryKey: string): string {
  const id = idOf(key);
  const kind = kindOf(key);
  if (kind.kind === 'number') {
    const limits = { minValue: String(kind.least), maxValue: String(kind.most) };
    return element('decimal', { id, valueName: key, ...limits, required: 'true' });
  }
  if (kind.kind === 'choice')
    return element(
      'enum',
      { id, valueName: key, required: 'true' },
      kind.choices.map((choice) =>
        element('item', { displayName: `$(string.${id}_${wordOf(choice)})` }, [
          element('value', {}, [element('string', {}, choice)]),
        ]),
      ),
    );
  // Each member is a value named by its number, below a key of the policy's name.
  if (kind.kind === 'list') return element('list', { id, key: `${registryKey}\\${key}`, valuePrefix: '' });
  return element('text', { id, valueName: key, required: 'true', maxLength: '2000' });
}

/** The words of the definitions (ADML) in one language. */
export function adml(language: Language): string {
  const isFrench = language === 'fr';
  const text = (id: string, words: string) => element('string', { id }, words);
  const strings = POLICY_KEYS.flatMap((key) => {
    const id = idOf(key);
    const kind = kindOf(key);
    const { title, text: explanation } = POLICY_WORDS[key][language];
    const choices = kind.kind === 'choice' ? kind.choices : [];
    return [
      text(id, title),
      text(`${id}_Text`, `${explanation}\n\n${key}`),
      ...choices.map((choice) => text(`${id}_${wordOf(choice)}`, choice)),
    ];
  });
  return `${HEADER}${element(
    'policyDefinitionResources',
    { xmlns: SCHEMA, revision: REVISION, schemaVersion: '1.0' },
    [
      element('displayName', {}, 'Cartable'),
      element('description', {}, isFrench ? 'Stratégies de Cartable' : 'Policies of Cartable'),
      element('resources', {}, [
        element('stringTable', {}, [
          text('Cartable', 'Cartable'),
          text(
            'Recommended',
            isFrench ? 'Proposées (l’utilisateur peut changer)' : 'Recommended (users may change)',
          ),
          text('SupportedCartable', isFrench ? 'Cartable 0.1 ou plus récent' : 'Cartable 0.1 or later'),
          ...strings,
        ]),
        element('presentationTable', {}, presentations(language)),
      ]),
    ],
  )}\n`;
}

function presentations(language: Language): readonly string[] {
  return POLICY_KEYS.flatMap((key) => {
    const id = idOf(key);
    const { title } = POLICY_WORDS[key][language];
    const control = {
      text: () => element('textBox', { refId: id }, [element('label', {}, title)]),
      list: () => element('listBox', { refId: id }, title),
      choice: () => element('dropdownList', { refId: id, noSort: 'true' }, title),
      number: () => element('decimalTextBox', { refId: id, spin: 'false' }, title),
      boolean: () => null,
    }[kindOf(key).kind]();
    return control === null ? [] : [element('presentation', { id }, [control])];
  });
}

/** Names of ADMX know no dots. */
function idOf(key: PolicyKey): string {
  return wordOf(key.replaceAll('.', '_'));
}

function wordOf(text: string): string {
  return text.replaceAll('-', '_');
}
