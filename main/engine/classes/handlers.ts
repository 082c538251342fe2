import type { ClassGroup } from '../../../preload/contract/domain.ts';
import type { DomainContext } from '../context.ts';
import { courseOf, readCourse } from './course.ts';
import { readGradebook } from './gradebook.ts';
import { readClassGroups } from './repository.ts';
import { compareNames } from './rules.ts';

/** What the screens ask of classes. Nothing here writes. */
export const classesHandlers = {
  /** The class groups, in French order of their names. */
  list(context: DomainContext): ClassGroup[] {
    return readClassGroups(context.store.db).sort(
      (a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1),
    );
  },

  gradebook: readGradebook,
  course: readCourse,

  /** Not a procedure of its own: a course of a gradebook of the year that is at hand. */
  courseOf,
};
