import { z } from 'zod';
import { preferencesSchema } from './preferences.ts';

/**
 * Every channel between the page's preload and the shell, with what it takes. Nothing else is listened to.
 *
 * `calls` answer; `signals` do not.
 */
export const CALLS = {
  'shell:choose-files': z.object({ title: z.string().max(300), isMultiple: z.boolean() }),
  'shell:choose-folder': z.undefined(),
  'shell:choose-save-path': z.string().max(300),
  'shell:get-preferences': z.undefined(),
  'shell:save-preferences': preferencesSchema.partial(),
} as const;

export const SIGNALS = {
  'shell:request-engine-port': z.undefined(),
  'shell:restart-engine': z.undefined(),
  'shell:set-title': z.string().max(300),
} as const;

export type CallName = keyof typeof CALLS;
export type SignalName = keyof typeof SIGNALS;
