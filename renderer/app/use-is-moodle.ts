import { useQuery } from '@tanstack/react-query';
import { engine } from './engine.ts';

/** Made once: it is asked for in a dozen places of a screen. */
const STATE = engine.account.state.queryOptions();

/** Whether the open account is at a Moodle, which takes less than an ENT: what it has no place for is not offered. */
export function useIsMoodle(): boolean {
  const { data: workspace } = useQuery(STATE);
  return workspace?.account?.kind === 'moodle';
}
