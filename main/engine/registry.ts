import { classesEntities } from './classes/syncable.ts';
import { gradingEntities } from './grading/syncable.ts';
import { lessonsEntities } from './lessons/syncable.ts';
import type { SyncableEntity } from './store/syncable-entity.ts';

/** Everything that sync can write on behalf of the ENT. A new entity is declared by its domain and listed here. */
export const SYNCABLE_ENTITIES: readonly SyncableEntity[] = [
  ...classesEntities,
  ...gradingEntities,
  ...lessonsEntities,
];

/** The same, by their names. */
export const SYNCABLE_BY_NAME: ReadonlyMap<string, SyncableEntity> = new Map(
  SYNCABLE_ENTITIES.map((entity) => [entity.entity, entity]),
);
