import type { Found } from '../../../preload/contract/index.ts';
import type { Route } from '../routes.ts';

/** Where something that was found is seen. */
export function routeOf({ kind, id, placeId }: Found): Route {
  switch (kind) {
    case 'class':
      return { screen: 'classes', classGroupId: id };
    case 'student':
      return placeId === null ? { screen: 'classes' } : { screen: 'classes', classGroupId: placeId };
    case 'lesson':
      return { screen: 'lessons', lessonId: id };
    case 'homework':
    case 'resource':
      return placeId === null ? { screen: 'lessons' } : { screen: 'lessons', lessonId: placeId };
    case 'assignment':
      return { screen: 'grading', assignmentId: id };
    case 'comment':
      return placeId === null
        ? { screen: 'grading' }
        : { screen: 'grading', assignmentId: placeId, submissionId: id };
  }
}
