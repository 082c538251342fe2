import i18next from 'i18next';
import { engineClient } from '../../app/engine.ts';
import { IncomingFiles, type Joined } from '../../components/attachments/incoming-files.ts';
import { labelOf, orFound, surveyPaths } from '../../components/attachments/joining.ts';

/** Files that were dropped on the list of what waits. Kept outside the screen: they go on coming when it is left. */
export const droppedArrivals = new IncomingFiles({
  join: bringIn,
  survey: surveyPaths,
  labelOf: labelOf((name) => i18next.t('documents.arrivals.broughtIn', { name })),
});

async function bringIn(path: string, newId: string, signal: AbortSignal): Promise<Joined> {
  const { arrivalId, name, optimisation } = await orFound(
    engineClient.watch.bringIn({ path, newId }, { signal }),
    signal,
    () => findArrival(newId),
  );
  const arrivalIds = [arrivalId];
  return {
    name,
    optimisation,
    undo: async () => engineClient.watch.ignore({ arrivalIds }),
    redo: async () => engineClient.watch.reopen({ arrivalIds }),
  };
}

async function findArrival(newId: string) {
  const { arrivals } = await engineClient.watch.arrivals();
  const found = arrivals.find(({ id }) => id === newId);
  if (found === undefined) return undefined;
  return { arrivalId: newId, name: found.name, optimisation: found.prepared?.optimisation ?? null };
}
