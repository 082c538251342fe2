import { useQuery } from '@tanstack/react-query';
import { engine } from './engine.ts';

/** Whether nothing can be changed: the data comes from a newer version, or the disk refuses to write. */
export function useIsReadOnly(): boolean {
  const { data: workspace } = useQuery(engine.account.state.queryOptions());
  return workspace?.isReadOnly ?? false;
}
