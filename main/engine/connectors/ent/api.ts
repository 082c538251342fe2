/**
 * The ENT sync API, endpoint by endpoint: the one source of what is written for operators
 * (`resources/ent-sync-api.yaml`, made by `npm run api`) and of what the reference server checks.
 */
import { accessEndpoints } from './api/access-endpoints.ts';
import { blobEndpoints } from './api/blob-endpoints.ts';
import type { Endpoint } from './api/endpoint.ts';
import { syncEndpoints } from './api/sync-endpoints.ts';
import { uploadEndpoints } from './api/upload-endpoints.ts';
import { API_PREFIX } from './wire.ts';

export const endpoints = {
  ...accessEndpoints,
  ...syncEndpoints,
  ...blobEndpoints,
  ...uploadEndpoints,
};

/** An endpoint's path below the ENT's address, with its parameters in braces. */
export function pathOf({ path }: Pick<Endpoint, 'path'>): string {
  return path.startsWith('/.well-known/') ? path : `${API_PREFIX}${path}`;
}
