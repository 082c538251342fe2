import type { EditedEntity } from '../../store/edit-log.ts';

/** What a Moodle takes of a teacher's work. The rest has no place there, and stays on this computer. */
export const MOODLE_ENTITIES: ReadonlySet<EditedEntity> = new Set(['grade', 'comment', 'feedback']);
