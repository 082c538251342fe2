import { useQuery } from '@tanstack/react-query';
import { engine } from './engine.ts';

/** Made once: it is asked for in a dozen places of a screen. */
const STATE = engine.account.state.queryOptions();

/** Whether nothing can be changed: the data comes from a newer version, or the disk refuses to write. */
export function useIsReadOnly(): boolean {
  const { data: workspace } = useQuery(STATE);
  return workspace?.isReadOnly ?? false;
}
