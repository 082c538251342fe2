/** Does `work` on everything, `concurrency` at a time; results in order. */
export async function someAtATime<T, R>(
  all: readonly T[],
  concurrency: number,
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = all.entries();
  const worker = async () => {
    for (const [index, one] of queue) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}

/**
 * Says on stderr what was done and how long it took: a run takes minutes, and stdout is the report's. What failed is named:
 * others go on meanwhile, and may fail of it.
 */
export async function announced<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  try {
    const result = await work();
    console.error(`${what}: ${seconds()}`);
    return result;
  } catch (error) {
    console.error(`${what}: failed after ${seconds()}: ${error}`);
    throw error;
  }
}
