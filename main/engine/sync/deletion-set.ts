import { createHash } from 'node:crypto';

/** One entity that lives here and that the ENT says is gone. */
export interface Deletion {
  readonly entity: string;
  readonly id: string;
}

/** One name an entity, whatever its kind. */
export function nameOf({ entity, id }: Deletion): string {
  return `${entity} ${id}`;
}

/** Names a set whatever its order. */
export function setIdOf(deletions: readonly Deletion[]): string {
  return createHash('sha256').update(deletions.map(nameOf).sort().join('\n')).digest('hex');
}

export function countByEntity(deletions: readonly Deletion[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entity } of deletions) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  return counts;
}
