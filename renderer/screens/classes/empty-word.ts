import type { GradebookCell } from '../../../preload/contract/index.ts';

/** What stands where there is no mark: what is not handed in before its date is not missing yet. */
export function emptyWord({ status, isMissing }: Pick<GradebookCell, 'status' | 'isMissing'>) {
  if (isMissing) return 'classes.gradebook.missing';
  return status === 'missing' ? 'classes.gradebook.notDue' : 'classes.gradebook.toGrade';
}
