import type * as z from 'zod';
import type { Capability, PROBLEM_CODES } from '../wire.ts';

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** What a request may be opened with: an access token, a watch ticket, or nothing. */
export type Opening = 'access' | 'ticket' | 'nothing';

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly prose: string;
  readonly isRequired?: boolean;
  readonly example: string | number;
  /** Of a whole number, both included: anything else is 400 `bad-request`. */
  readonly bounds?: { readonly least: number; readonly most: number };
}

/** What may be wrong wherever an access token opens and JSON is read. */
export const JSON_ERRORS: readonly ProblemCode[] = [
  'bad-request',
  'token-expired',
  'no-right',
  'too-large',
  'unsupported-encoding',
  'digest-mismatch',
];

export interface JsonBody<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** The schema's name in the written API. */
  readonly name: string;
  /** Largest body that is read, bytes, before and after unpacking; `batch` is the policy's `batch_bytes`. */
  readonly maxBytes: number | 'batch';
  /** `application/x-www-form-urlencoded` is taken too. */
  readonly isFormToo?: boolean;
  readonly example: z.input<S>;
}

export interface BytesBody {
  readonly mediaType: string;
  readonly prose: string;
}

export interface Reply {
  readonly prose: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: { readonly schema: z.ZodType; readonly name: string; readonly example: unknown };
  readonly bytes?: BytesBody;
  /** A refusal that has headers of its own: its body is a problem with this code. */
  readonly problem?: ProblemCode;
}

/** One endpoint, as it is written for operators and checked by the reference server. */
export interface Endpoint {
  readonly method: Method;
  /** Below the API's prefix, or below the ENT's address when it begins with `/.well-known`; `{name}` is a parameter. */
  readonly path: string;
  readonly chapter: string;
  readonly summary: string;
  readonly prose: string;
  readonly opening: Opening;
  /** Without it in the policy's list, the endpoint may answer 404. */
  readonly capability?: Capability;
  readonly parameters?: readonly Parameter[];
  readonly json?: JsonBody;
  readonly bytes?: BytesBody;
  readonly replies: Readonly<Record<number, Reply>>;
  /** Beyond those that any endpoint may answer. */
  readonly errors: readonly ProblemCode[];
}

/** Keeps a body's schema in its type, so that whoever serves the endpoint gets a value of that type. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}
