import i18next from 'i18next';
import type { Survey } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import type { Joining } from './incoming-files.ts';

/** What undoing takes back: one file by its name, in its owner's words, several by how many they are. */
export function labelOf(ofOne: (name: string) => string): Joining['labelOf'] {
  return (joined) => {
    const [one] = joined;
    const count = joined.length;
    return count === 1 && one !== undefined
      ? ofOne(one.name)
      : i18next.t('attachments.batch.undoLabel', { count });
  };
}

/** What there is at paths that the teacher gave. */
export async function surveyPaths(paths: readonly string[]): Promise<Survey> {
  return engineClient.library.survey({ paths: [...paths] });
}

/**
 * What came of a call that was stopped: the engine may have been through with it. `find` asks for what it would have made.
 *
 * @throws the error, if there is nothing
 */
export async function orFound<Made>(
  call: Promise<Made>,
  signal: AbortSignal,
  find: () => Promise<Made | undefined>,
): Promise<Made> {
  try {
    return await call;
  } catch (error) {
    const found = signal.aborted ? await find().catch(() => undefined) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}
