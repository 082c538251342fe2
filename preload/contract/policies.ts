import * as z from 'zod';
import { procedure } from './procedures.ts';
import { settings } from './settings.ts';

/** What a school can take away from Cartable on its computers. */
export const FEATURES = [
  'demonstration',
  'browser-sign-in',
  'watched-folders',
  'save-copy', // documents saved outside of Cartable
  'back-up',
] as const;
export const feature = z.enum(FEATURES);
export type Feature = z.infer<typeof feature>;

/** Whom a policy was set for: everybody on this computer, or this user of it. */
export const policyScope = z.enum(['machine', 'user']);
export type PolicyScope = z.infer<typeof policyScope>;

/** Why a policy, or all of a carrier, is not obeyed. */
export const POLICY_FAULTS = [
  'unknown-key',
  'wrong-value',
  'not-recommendable', // binding or not at all: it stands among the recommended ones
  'not-readable', // the carrier cannot be read, or holds something else than policies
  'not-protected', // somebody else than an administrator could have written it
] as const;
export const policyFault = z.enum(POLICY_FAULTS);
export type PolicyFault = z.infer<typeof policyFault>;

/** What the school decides on this computer, as the settings screen shows it. */
export const managed = z.object({
  ent: z.object({ url: z.string().nullable(), isLocked: z.boolean() }),
  /** Whether a support file may be made. */
  allowsDiagnostics: z.boolean(),
  disabledFeatures: z.array(feature),
  /** Settings whose value the school has chosen: they cannot be changed. */
  lockedSettings: z.array(settings.keyof()),
  /** The policies in force; `value` as JSON writes it. */
  entries: z.array(
    z.object({ key: z.string(), value: z.string(), scope: policyScope, isBinding: z.boolean() }),
  ),
  /** `key` null: all of what the carrier says. */
  faults: z.array(z.object({ key: z.string().nullable(), scope: policyScope, fault: policyFault })),
});
export type Managed = z.infer<typeof managed>;

export const policiesContract = {
  /** Answers without an account too: the first screen asks. */
  read: procedure.output(managed),
};
