import { POLICY_KEYS } from '../../main/engine/policies/policy-table.ts';
import { POLICY_WORDS } from './policy-words.ts';
import { element } from './xml.ts';

/** The bundle id, which electron-builder.yml calls appId. */
const BUNDLE_ID = 'fr.cartable.desktop';

/** A configuration profile for Macs, with every policy's example: what a school does not want is taken out. */
export function mobileconfig(): string {
  const policies = Object.fromEntries(POLICY_KEYS.map((key) => [key, POLICY_WORDS[key].example]));
  const profile = {
    PayloadContent: [
      {
        PayloadType: BUNDLE_ID,
        PayloadIdentifier: `${BUNDLE_ID}.policies.preferences`,
        PayloadUUID: '5B7E5E3C-3C9B-4E0B-9C61-5A1D7C0E9F11',
        PayloadVersion: 1,
        PayloadEnabled: true,
        PayloadDisplayName: 'Cartable',
        ...policies,
        Recommended: { 'files.quality': 'screen' },
      },
    ],
    PayloadDescription: 'Stratégies de Cartable (exemple)',
    PayloadDisplayName: 'Cartable',
    PayloadIdentifier: `${BUNDLE_ID}.policies`,
    PayloadOrganization: 'Exemple',
    PayloadRemovalDisallowed: true,
    PayloadScope: 'System',
    PayloadType: 'Configuration',
    PayloadUUID: '8C0B2E4D-0A3C-4C0D-8B57-2F7F6C1C7A42',
    PayloadVersion: 1,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    element('plist', { version: '1.0' }, [plistOf(profile)]),
    '',
  ].join('\n');
}

function plistOf(value: unknown): string {
  if (typeof value === 'boolean') return element(String(value));
  if (typeof value === 'number') return element('integer', {}, String(value));
  if (typeof value === 'string') return element('string', {}, value);
  if (Array.isArray(value)) return element('array', {}, value.map(plistOf));
  const entries = Object.entries(value as Record<string, unknown>);
  return element(
    'dict',
    {},
    entries.flatMap(([key, one]) => [element('key', {}, key), plistOf(one)]),
  );
}
