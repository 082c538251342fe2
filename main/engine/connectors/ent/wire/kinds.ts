import * as z from 'zod';
import { bodies, type EntityName, TEACHER_ENTITIES } from './records.ts';

/** The kinds that an operation may write. */
export type TeacherEntity = (typeof TEACHER_ENTITIES)[number];

/** What a change of each kind holds beside the fields that all changes have: its body, null of a deletion. */
export const changeKinds = ofKinds(Object.keys(bodies) as EntityName[], (entity) =>
  z.looseObject({ entity: z.literal(entity), body: bodies[entity].nullable() }),
);

/** What an operation on each kind holds beside the fields that all operations have: the whole body, null of a deletion. */
export const operationKinds = ofKinds(TEACHER_ENTITIES, (entity) =>
  z.looseObject({ entity: z.literal(entity), value: bodies[entity].nullable() }),
);

function ofKinds<E extends EntityName, S extends z.ZodType>(
  kinds: readonly E[],
  schemaOf: (kind: E) => S,
): Readonly<Record<E, S>> {
  return Object.fromEntries(kinds.map((kind) => [kind, schemaOf(kind)])) as Record<E, S>;
}
