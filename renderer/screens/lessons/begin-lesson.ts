import { NEW_LESSON, navigate } from '../../app/routes.ts';
import { showInCalendar, shownAt } from './calendar-state.ts';
import { sessions } from './lesson-sessions.ts';

/** Opens a lesson that does not exist yet; it is made by the first word that is written in it. */
export function beginLesson(startsAt: number, classGroupId: string): void {
  sessions.begin({ classGroupId, startsAt });
  // On a Sunday tomorrow is in another week: whoever leaves the lesson must see it there.
  showInCalendar(shownAt(startsAt));
  navigate({ screen: 'lessons', lessonId: NEW_LESSON });
}
