/** A server's answer, whole. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The body as JSON; undefined when it is something else. */
  json(): unknown;
}
