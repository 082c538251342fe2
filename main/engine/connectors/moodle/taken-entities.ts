import type { TEACHER_ENTITIES } from '../ent/wire.ts';

/** What a Moodle takes of a teacher's work. The rest has no place there, and stays on this computer. */
export const MOODLE_ENTITIES: ReadonlySet<(typeof TEACHER_ENTITIES)[number]> = new Set([
  'grade',
  'comment',
  'feedback',
  'handling',
]);
