import { createORPCClient } from '@orpc/client';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { EngineClient } from '../../preload/contract/index.ts';
import { EngineLink } from './engine-link.ts';

/** The one line to the engine. `start.tsx` gives it its ports. */
export const engineLink = new EngineLink();

/** Calls the engine: `await engineClient.grading.saveGrade({ … })`. */
export const engineClient: EngineClient = createORPCClient(engineLink);

/** Options for TanStack Query: `useQuery(engine.grading.submission.queryOptions({ input }))`. */
export const engine = createTanstackQueryUtils(engineClient);
