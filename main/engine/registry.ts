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
