import { ORPCError } from '@orpc/client';
import type { ErrorCode, ErrorDetail } from '../../preload/contract/index.ts';
import { errorCode, errorDetail } from '../../preload/contract/index.ts';

export interface AppError extends ErrorDetail {
  readonly code: ErrorCode;
}

/**
 * Reads any thrown value as one of the declared errors.
 *
 * What is not declared is a bug of ours and becomes `internal/unexpected`; a refusal of the engine's door
 * (`BAD_REQUEST`) becomes `input/invalid`.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof ORPCError) {
    const code = errorCode.safeParse(error.code);
    const detail = errorDetail.safeParse(error.data);
    if (code.success) {
      return { code: code.data, ...(detail.success ? detail.data : { params: {}, retry: 'never' }) };
    }
    if (error.code === 'BAD_REQUEST') return { code: 'input/invalid', params: {}, retry: 'after-user' };
  }
  return { code: 'internal/unexpected', params: {}, retry: 'never' };
}

/** Whether the same question may be asked again at once: the engine was replaced while it was answering. */
export function isEngineRestart(error: unknown): boolean {
  return toAppError(error).code === 'engine/restarted';
}
