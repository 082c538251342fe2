import i18next from 'i18next';
import { v7 } from 'uuid';
import type { LessonBlock, LessonDetail } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { NEW_LESSON } from '../../app/routes.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { undoStack } from '../../app/undo.ts';
import { IncomingFiles, type Joined } from '../../components/attachments/incoming-files.ts';
import { labelOf, orFound, surveyPaths } from '../../components/attachments/joining.ts';
import { Autosave } from '../../components/autosave/autosave.ts';
import { watchUnsaved } from '../../components/autosave/unsaved.ts';
import { createFormats } from '../../i18n/format.ts';
import { type FileToJoin, HomeworkDrafts } from './homework-drafts.ts';
import { PlanDraft } from './progression/plan-draft.ts';

export interface LessonFields {
  readonly classGroupId: string;
  readonly title: string;
  readonly startsAt: number;
  readonly isPublished: boolean;
  readonly publishAt: number | null;
}

/** 600 ms: a pause between two sentences, not between two words. */
const PAUSE_MS = 600;

/**
 * One lesson being written, from before it exists until it is left.
 *
 * It outlives the screen, so that what could not be saved yet is still there. A lesson without a title is
 * saved under its date: nothing that is typed waits for a form to be complete.
 */
export class LessonSession {
  /** Stays the same when the lesson gets its id: the editor must not start afresh then. */
  readonly key = crypto.randomUUID();
  readonly lessonId: Signal<string | null>;
  /** What it is created under, however often that has to be tried: an engine may die between doing it and saying so. */
  readonly #newId = v7();
  readonly fields: Signal<LessonFields>;
  /** The text as the editor found it, or as another computer has changed it since; not what is typed now. */
  readonly blocks: Signal<readonly LessonBlock[]>;
  readonly homework: HomeworkDrafts;
  readonly plan: PlanDraft;
  readonly incoming: IncomingFiles;
  readonly autosave: Autosave<null>;
  readonly #unwatch: () => void;
  #readBlocks: () => readonly LessonBlock[];
  /** The teacher has published or withdrawn it here. Else a save says nothing of it: its date may come while it is written. */
  #isPublicationChosen = false;
  /** `updatedAt` of what is shown: a later one comes from elsewhere. */
  #shownVersion: number | null;
  /** What was saved together with what had come from elsewhere, to be shown once nothing typed waits. */
  #arrived: LessonDetail | null = null;
  /** Something came from elsewhere while something typed here waited. */
  #hasMissed = false;
  /** What was last shown or saved: an edit is a change of that, whatever has come from elsewhere meanwhile. */
  #before: EditedText | null;

  constructor(fields: LessonFields, detail: LessonDetail | null) {
    const blocks = detail?.blocks ?? [];
    this.lessonId = createSignal(detail?.id ?? null);
    this.fields = createSignal(fields);
    this.blocks = createSignal<readonly LessonBlock[]>(blocks);
    this.#readBlocks = () => blocks;
    this.#shownVersion = detail?.updatedAt ?? null;
    this.#before = detail;
    this.autosave = new Autosave<null>({ delayMs: PAUSE_MS, save: async () => this.#save() });
    this.homework = new HomeworkDrafts(
      {
        lessonId: async () => this.ensureSaved(),
        attach: async (file, signal) => this.#attach(file, signal),
      },
      detail?.homework ?? [],
    );
    this.plan = new PlanDraft(async () => this.ensureSaved());
    this.incoming = new IncomingFiles({
      join: async (path, newId, signal) => this.#attach({ path, newId }, signal),
      survey: surveyPaths,
      labelOf: labelOf((name) => i18next.t('lessons.undo.attached', { name })),
    });
    this.#unwatch = watchUnsaved(this.autosave);
    this.autosave.state.subscribe(() => this.#showArrived());
  }

  /** Called by an editor that opens: it starts from the latest text, saved or not. */
  open(): void {
    this.blocks.set(this.#readBlocks());
  }

  /** Takes a change of a field, to be saved at the next pause. */
  change(change: Partial<LessonFields>): void {
    this.fields.set({ ...this.fields.get(), ...change });
    this.autosave.type(null);
  }

  /** Takes a change that is whole at once (a date, a class, the publication): saved now, and taken back by Ctrl+Z. */
  set(change: Partial<LessonFields>, label: string): void {
    const before = this.fields.get();
    const after = { ...before, ...change };
    const write = async (fields: LessonFields) => {
      const { title } = this.fields.get();
      this.#isPublicationChosen ||= 'isPublished' in change;
      this.change({ ...fields, title });
      await this.autosave.flush();
    };
    undoStack.push({ label, undo: async () => write(before), redo: async () => write(after) });
    void write(after);
  }

  /** Takes a change of the text. `read` gives the blocks as they are now, whenever it is called. */
  changeText(read: () => readonly LessonBlock[]): void {
    this.#readBlocks = read;
    this.autosave.type(null);
  }

  /** Shows what came from elsewhere, unless something typed here is not saved yet: the save puts the two together. */
  refresh(detail: LessonDetail): void {
    this.homework.reconcile(detail.homework);
    if (detail.updatedAt === this.#shownVersion) return;
    this.#hasMissed = this.autosave.pending !== null;
    if (this.#hasMissed) return;
    const { classGroupId, title, startsAt, isPublished, publishAt, blocks } = detail;
    this.#shownVersion = detail.updatedAt;
    this.#before = detail;
    this.#readBlocks = () => blocks;
    this.fields.set({ classGroupId, title, startsAt, isPublished, publishAt });
    this.blocks.set(blocks);
  }

  /** The lesson's id, creating it first if need be. Throws what kept it from being created. */
  async ensureSaved(): Promise<string> {
    if (this.lessonId.get() === null) {
      this.autosave.type(null);
      await this.autosave.retry();
    }
    const id = this.lessonId.get();
    if (id === null) throw new LessonNotSaved();
    return id;
  }

  /** Saves what is left: the teacher goes elsewhere. */
  async flush(): Promise<void> {
    await Promise.all([this.autosave.flush(), this.homework.flush(), this.plan.autosave.flush()]);
  }

  /** Nothing is left to save, and nobody looks at it. */
  release(): void {
    this.#unwatch();
    this.homework.release();
    this.plan.release();
  }

  hasUnsaved(): boolean {
    return (
      this.autosave.pending !== null || this.homework.hasUnsaved() || this.plan.autosave.pending !== null
    );
  }

  async #save(): Promise<void> {
    const fields = this.fields.get();
    const { classGroupId, startsAt, isPublished, publishAt } = fields;
    const isChosen = this.#isPublicationChosen;
    this.#isPublicationChosen = false;
    const input = {
      classGroupId,
      startsAt,
      title: titleOf(fields),
      ...(isChosen ? { isPublished, publishAt } : {}),
      blocks: [...this.#readBlocks()],
    };
    const id = this.lessonId.get();
    const detail = await engineClient.lessons
      .save({
        ...(id === null ? { newId: this.#newId } : { id }),
        ...input,
        ...(this.#before === null ? {} : { before: textOf(this.#before) }),
      })
      .catch((error: unknown) => {
        this.#isPublicationChosen ||= isChosen;
        throw error;
      });
    this.#before = input;
    if (this.#hasMissed || !isAsTyped(detail, input)) this.#arrived = detail;
    else this.#shownVersion = detail.updatedAt;
    this.#hasMissed = false;
    const queryKey = engine.lessons.get.queryKey({ input: { lessonId: detail.id } });
    queryClient.setQueryData(queryKey, detail);
    if (id === null) sessions.adopt(this, detail.id);
    this.lessonId.set(detail.id);
  }

  #showArrived(): void {
    if (this.#arrived === null || this.autosave.pending !== null) return;
    const detail = this.#arrived;
    this.#arrived = null;
    this.refresh(detail);
  }

  async #attach(file: FileToJoin, signal: AbortSignal): Promise<Joined> {
    const lessonId = await this.ensureSaved();
    const {
      id: resourceId,
      document,
      optimisation,
    } = await orFound(engineClient.lessons.attach({ lessonId, ...file }, { signal }), signal, async () =>
      (await engineClient.lessons.get({ lessonId })).resources.find(({ id }) => id === file.newId),
    );
    await queryClient.invalidateQueries({ queryKey: engine.lessons.get.queryKey({ input: { lessonId } }) });
    return {
      name: document.name,
      optimisation,
      undo: async () => engineClient.lessons.detach({ resourceId }),
      redo: async () => engineClient.lessons.reattach({ resourceId }),
    };
  }
}

/** What an editor shows of a lesson, but for its publication. */
type EditedText = Pick<LessonFields, 'classGroupId' | 'title' | 'startsAt'> & {
  readonly blocks: readonly LessonBlock[];
};

function textOf({ classGroupId, title, startsAt, blocks }: EditedText) {
  return { classGroupId, title, startsAt, blocks: [...blocks] };
}

/** Whether what was saved is what was typed, with nothing beside it. A title loses the spaces at its ends. */
function isAsTyped(saved: EditedText, typed: EditedText): boolean {
  const idsOf = ({ blocks }: EditedText) => blocks.map(({ id }) => id).join();
  return (
    saved.title === typed.title.trim() &&
    saved.startsAt === typed.startsAt &&
    saved.classGroupId === typed.classGroupId &&
    idsOf(saved) === idsOf(typed)
  );
}

/** The lesson could not be created, so nothing can be joined to it; the field beside says why. */
class LessonNotSaved extends Error {}

/** What a lesson is called: its title, or its date as long as the teacher has not named it. */
export function titleOf({ title, startsAt }: Pick<LessonFields, 'title' | 'startsAt'>): string {
  return title.trim() === '' ? defaultTitle(startsAt) : title;
}

/** What a lesson is called as long as the teacher has not named it. */
export function defaultTitle(startsAt: number): string {
  return i18next.t('lessons.untitled', { day: createFormats(i18next.language).day(startsAt) });
}

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
    return this.#keep(
      NEW_LESSON,
      new LessonSession({ ...seed, title: '', isPublished: false, publishAt: null }, null),
    );
  }

  /** The lesson has just got its id. */
  adopt(session: LessonSession, id: string): void {
    if (this.#byId.get(NEW_LESSON) === session) this.#byId.delete(NEW_LESSON);
    this.#byId.set(id, session);
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
