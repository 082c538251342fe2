/** One kind of request: where, what is asked, how many times over, and how. */
export type EndpointCall = readonly [
  endpoint: string,
  what: string,
  times: number,
  ask: (turn: number) => Promise<unknown>,
];
