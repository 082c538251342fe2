import type { LessonDetail } from '../../../preload/contract/index.ts';
import { NEW_LESSON } from '../../app/routes.ts';
import { type LessonFields, LessonSession } from './lesson-session.ts';

/** The lessons that are open, by the id in their address. */
class LessonSessions {
  readonly #byId = new Map<string, LessonSession>();

  get(lessonId: string): LessonSession | undefined {
    return this.#byId.get(lessonId);
  }

  /** Opens a lesson, or finds it open. */
  open(detail: LessonDetail): LessonSession {
    const known = this.#byId.get(detail.id);
    if (known !== undefined) return known;
    const { classGroupId, title, startsAt, isPublished, publishAt } = detail;
    const fields = { classGroupId, title, startsAt, isPublished, publishAt };
    return this.#keep(detail.id, new LessonSession(fields, detail));
  }

  /** Begins a lesson. Nothing is saved before something is written in it. */
  begin(seed: Pick<LessonFields, 'classGroupId' | 'startsAt'>): LessonSession {
    const session = new LessonSession({ ...seed, title: '', isPublished: false, publishAt: null }, null);
    session.lessonId.subscribe(() => this.#adopt(session, session.lessonId.get()));
    return this.#keep(NEW_LESSON, session);
  }

  /** The lesson has just got its id. */
  #adopt(session: LessonSession, id: string | null): void {
    if (this.#byId.get(NEW_LESSON) === session) this.#byId.delete(NEW_LESSON);
    if (id !== null) this.#byId.set(id, session);
  }

  #keep(id: string, session: LessonSession): LessonSession {
    // Whatever was left and is saved is read afresh the next time.
    for (const [other, open] of this.#byId) {
      if (open.hasUnsaved()) continue;
      open.release();
      this.#byId.delete(other);
    }
    this.#byId.set(id, session);
    return session;
  }
}

export const sessions = new LessonSessions();
