import { useQuery } from '@tanstack/react-query';
import { engine } from './engine.ts';

/** Whether the open account is at a Moodle, which takes less than an ENT: what it has no place for is not offered. */
export function useIsMoodle(): boolean {
  const { data: workspace } = useQuery(engine.account.state.queryOptions());
  return workspace?.account?.kind === 'moodle';
}
