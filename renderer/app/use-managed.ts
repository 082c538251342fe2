import { useQuery } from '@tanstack/react-query';
import type { Feature, Managed } from '../../preload/contract/index.ts';
import { engine } from './engine.ts';

const NOTHING: Managed = {
  ent: { url: null, isLocked: false },
  allowsDiagnostics: true,
  disabledFeatures: [],
  lockedSettings: [],
  entries: [],
  faults: [],
};

/** What the school decides on this computer; nothing, until the engine has said so (it refuses whatever is asked meanwhile). */
export function useManaged(): Managed {
  return useQuery(engine.policies.read.queryOptions()).data ?? NOTHING;
}

/** Whether the school has left something in Cartable. */
export function useIsAllowed(feature: Feature): boolean {
  return !useManaged().disabledFeatures.includes(feature);
}
