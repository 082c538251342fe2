import { type PROBLEM_CODES, type Problem, UPLOAD_PROBLEM_TYPES } from '../engine/connectors/ent/wire.ts';

export type ProblemCode = (typeof PROBLEM_CODES)[number];

interface ProblemDetail {
  /** The largest size (bytes) or count that would have passed. */
  readonly limit?: number;
  readonly retryAfterS?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that the client is told of, as RFC 9457 problem+json. Anything else that is thrown is a 500. */
export class EntProblem extends Error {
  override readonly name = 'EntProblem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly limit: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: ProblemCode, title: string, detail: ProblemDetail = {}) {
    super(title);
    this.status = status;
    this.code = code;
    this.limit = detail.limit;
    this.headers = {
      ...detail.headers,
      ...(detail.retryAfterS === undefined
        ? {}
        : { 'retry-after': String(Math.max(1, Math.ceil(detail.retryAfterS))) }),
    };
  }

  toBody(): Problem {
    const type = (UPLOAD_PROBLEM_TYPES as Readonly<Record<string, string>>)[this.code];
    return {
      ...(type === undefined ? {} : { type }),
      title: this.message,
      status: this.status,
      code: this.code,
      ...(this.limit === undefined ? {} : { limit: this.limit }),
    };
  }
}

/** 413: `limit` in bytes or in pieces, as `title` says. */
export function tooLarge(title: string, limit: number): EntProblem {
  return new EntProblem(413, 'too-large', title, { limit });
}

/**
 * The problem that stands for any failure.
 *
 * A full disk is told apart: nothing was kept, and the same request will pass once there is room.
 */
export function problemOf(error: unknown): EntProblem {
  if (error instanceof EntProblem) return error;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code === 'ENOSPC' || code === 'EDQUOT' || code.startsWith('SQLITE_FULL')) {
    return new EntProblem(507, 'quota', 'The disk of the ENT is full');
  }
  if (code.startsWith('Z_')) return new EntProblem(400, 'bad-request', 'The body is not gzip');
  if (code.startsWith('SQLITE_BUSY'))
    return new EntProblem(503, 'unavailable', 'The ENT is busy', { retryAfterS: 5 });
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new EntProblem(status, 'bad-request', 'The request is malformed');
  }
  return new EntProblem(500, 'internal', 'The ENT failed; nothing of this request was kept');
}
