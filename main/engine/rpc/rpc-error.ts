import { ORPCError, ValidationError } from '@orpc/server';
import { CartableError } from '../platform/cartable-error.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

/**
 * A thrown failure as the contract declares it.
 *
 * A bug becomes `internal/unexpected` with the number under which it was logged; its text stays in the log.
 */
export function toRpcError(thrown: unknown, logBug: (error: unknown) => string): ORPCError<string, unknown> {
  const error = toStorageError(thrown);
  if (error instanceof CartableError)
    return declared(error.code, { params: error.params, retry: error.retry });
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
      return declared('input/invalid', { params: {}, retry: 'never' });
    return error;
  }
  return declared('internal/unexpected', { params: { logId: logBug(error) }, retry: 'never' });
}

function declared(code: string, data: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { defined: true, message: code, data });
}
