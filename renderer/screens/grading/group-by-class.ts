import type { Assignment } from '../../../preload/contract/index.ts';

export interface ClassAssignments {
  readonly classGroupId: string;
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

/** Puts assignments under their class, classes by name (2nde 4 before 2nde 10), assignments as they came. */
export function groupByClass(assignments: readonly Assignment[]): ClassAssignments[] {
  const groups = Map.groupBy(assignments, ({ classGroupId }) => classGroupId);
  return [...groups]
    .map(([classGroupId, ofClass]) => ({
      classGroupId,
      name: ofClass[0]?.classGroupName ?? '',
      assignments: ofClass,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }));
}
