import type { ErrorCode, ErrorParams, RetryAdvice } from '../../../preload/contract/errors.ts';

/**
 * A failure that the teacher can be told of.
 *
 * `code` is the contract's closed union; `params` are numbers and names for the sentence, never a
 * sentence. Anything else that is thrown is a bug and crosses the bridge as `internal/unexpected`.
 */
export class CartableError extends Error {
  override readonly name = 'CartableError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly retry: RetryAdvice;

  constructor(code: ErrorCode, params: ErrorParams = {}, retry: RetryAdvice = 'after-user', cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.params = params;
    this.retry = retry;
  }
}

/** True for a failure with this code. */
export function hasCode(error: unknown, code: ErrorCode): error is CartableError {
  return error instanceof CartableError && error.code === code;
}
