import type { SessionRun } from './session-run.ts';

/** What is small passes between two documents, or two pieces of one, this often, if any of it has become ready. */
const YIELD_MS = 30_000;

/** The hours of documents ended while they were being sent: the rest waits, from where the ENT has them. */
export class HoursOver extends Error {}

/**
 * What is done between two documents: a grade does not wait for all of them, and they stop when their hours end.
 *
 * @returns to be called between them; it throws `HoursOver`, and what `pushText` throws
 */
export function betweenDocuments(
  { context, mayGo }: SessionRun,
  pushText: () => Promise<unknown>,
): () => Promise<void> {
  let lastAt = context.clock.now();
  return async () => {
    if (mayGo?.('bulk') === false) throw new HoursOver();
    if (context.clock.now() - lastAt < YIELD_MS) return;
    await pushText();
    lastAt = context.clock.now();
  };
}
