import type { Check } from './check.ts';
import { Notebook } from './notebook.ts';
import type { Target } from './target.ts';

export type Trial = (parts: {
  target: Target;
  notebook: Notebook;
  ids: readonly string[];
  since: string;
}) => Promise<void>;

/** A check on some lessons of its own. */
export function onLessons(name: string, count: number, trial: Trial): Omit<Check, 'group'> {
  return {
    name,
    isWriting: true,
    async run(target) {
      const notebook = await Notebook.open(target);
      await notebook.withLessons(count, (ids, since) => trial({ target, notebook, ids, since }));
    },
  };
}
