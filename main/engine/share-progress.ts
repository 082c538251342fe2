import type { WorkProgress } from '../../preload/contract/events.ts';
import type { DomainContext } from './context.ts';

/** Tells of a long work by the share of it that is done, from 0 to 1, in whole percents. */
export function tellingShare(
  { tellProgress }: Pick<DomainContext, 'tellProgress'>,
  work: WorkProgress['work'],
): (share: number) => void {
  return (share) => tellProgress({ work, done: Math.floor(share * 100), total: 100 });
}
