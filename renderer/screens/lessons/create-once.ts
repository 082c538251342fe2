import { isEngineRestart } from '../../app/app-error.ts';

interface Creation<Made extends { readonly id: string }> {
  /** What is there already and looks like what is to be made. */
  readonly look: () => Promise<readonly Made[]>;
  readonly make: () => Promise<Made>;
}

/**
 * Creates something once, even when the engine dies between making it and saying so.
 *
 * A creation has no id to send again, so nobody would know whether it took place: what looks like it, and
 * was not there before, is it. Any other failure is thrown as it is.
 */
export async function createOnce<Made extends { readonly id: string }>({
  look,
  make,
}: Creation<Made>): Promise<Made> {
  const before = new Set((await look()).map(({ id }) => id));
  try {
    return await make();
  } catch (error) {
    if (!isEngineRestart(error)) throw error;
    const made = (await look()).find(({ id }) => !before.has(id));
    if (made === undefined) throw error;
    return made;
  }
}
