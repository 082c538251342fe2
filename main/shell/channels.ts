import * as z from 'zod';
import { TAIL_MAX_BYTES } from '../../preload/contract/annotations.ts';
import { preferencesSchema } from './preferences.ts';

/**
 * Every channel from the page's preload to the shell, with what it takes. Nothing else is listened to.
 *
 * Calls are answered, signals are not.
 */
export const CALLS = {
  'shell:choose-files': z.strictObject({ title: z.string().max(300), isMultiple: z.boolean() }),
  'shell:choose-folder': z.undefined(),
  'shell:choose-save-path': z.string().max(300),
  'shell:get-preferences': z.undefined(),
  'shell:get-update-state': z.undefined(),
  'shell:hand-over': z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= TAIL_MAX_BYTES),
  'shell:print-page': z.undefined(),
  'shell:save-preferences': preferencesSchema.partial().strict(),
  'shell:take-opened-file': z.undefined(),
} as const;

export const SIGNALS = {
  'shell:request-engine-port': z.undefined(),
  'shell:restart-engine': z.undefined(),
  'shell:set-title': z.string().max(300),
} as const;

export type CallName = keyof typeof CALLS;
export type SignalName = keyof typeof SIGNALS;
export type CallInput<Name extends CallName> = z.infer<(typeof CALLS)[Name]>;
export type SignalInput<Name extends SignalName> = z.infer<(typeof SIGNALS)[Name]>;
