import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { v7 } from 'uuid';
import type { LessonBlock, LessonDetail } from '../../../preload/contract/index.ts';
import { LESSON_MOST_BLOCKS } from '../../../preload/contract/index.ts';
import { isSameJson } from '../../../preload/contract/same-json.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { undoStack } from '../../app/undo.ts';
import { IncomingFiles, type Joined } from '../../components/attachments/incoming-files.ts';
import { labelOf, orFound, surveyPaths } from '../../components/attachments/joining.ts';
import { Autosave } from '../../components/autosave/autosave.ts';
import { Deliveries } from '../../components/autosave/deliveries.ts';
import { watchUnsaved } from '../../components/autosave/unsaved.ts';
import { type FileToJoin, HomeworkDrafts } from './homework-drafts.ts';
import { type EditedText, takeInFields, takeInText } from './lesson-news.ts';
import { LessonPictures } from './lesson-pictures.ts';
import { titleOf } from './lesson-title.ts';
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
  /** The text as the editor found it, or as it was when something last came from elsewhere; not what is typed now. */
  readonly blocks: Signal<readonly LessonBlock[]>;
  readonly homework: HomeworkDrafts;
  readonly plan: PlanDraft;
  readonly incoming: IncomingFiles;
  readonly pictures: LessonPictures;
  readonly autosave: Autosave<null>;
  readonly #unwatch: () => void;
  #readBlocks: () => readonly LessonBlock[];
  /** The teacher has published or withdrawn it here. Else a save says nothing of it: its date may come while it is written. */
  #isPublicationChosen = false;
  /** What was last shown or saved: an edit is a change of that, whatever has come from elsewhere meanwhile. */
  #before: EditedText | null;
  readonly #deliveries = new Deliveries<LessonSave, LessonDetail>({
    send: async (input) => engineClient.lessons.save(input),
    take: (detail, sent) => this.#takeAnswer(detail, sent),
  });

  constructor(fields: LessonFields, detail: LessonDetail | null) {
    const blocks = detail?.blocks ?? [];
    this.lessonId = createSignal(detail?.id ?? null);
    this.fields = createSignal(fields);
    this.blocks = createSignal<readonly LessonBlock[]>(blocks);
    this.#readBlocks = () => blocks;
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
    this.pictures = new LessonPictures(async () => this.ensureSaved());
    this.#unwatch = watchUnsaved(this.autosave);
  }

  /** Called by an editor that opens: it starts from the latest text, saved or not. */
  open(): readonly LessonBlock[] {
    const blocks = this.#readBlocks();
    this.blocks.set(blocks);
    return blocks;
  }

  /** Takes a change of a field, to be saved at the next pause. */
  change(change: Partial<LessonFields>): void {
    this.fields.set({ ...this.fields.get(), ...change });
    this.autosave.type(null);
  }

  /** Takes a change that is whole at once (a date, a class, the publication): saved now, and taken back by Ctrl+Z. */
  set(change: Partial<LessonFields>, label: string): void {
    const before = sameOf(change, this.fields.get());
    undoStack.push({
      label,
      undo: async () => this.#replace(change, before),
      redo: async () => this.#replace(before, change),
    });
    void this.#write(change);
  }

  /** Takes a change of the text. `read` gives the blocks as they are now, whenever it is called. */
  changeText(read: () => readonly LessonBlock[]): void {
    this.#readBlocks = read;
    this.autosave.type(null);
  }

  /**
   * Shows what came from elsewhere, around what is being typed. While nobody knows how far a save went, nobody knows what is news:
   * its answer will tell.
   */
  refresh(detail: LessonDetail): void {
    this.homework.reconcile(detail.homework);
    this.#follow(detail);
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

  #follow(detail: LessonDetail): void {
    if (this.#before !== null && !this.#deliveries.isOpen) this.#takeIn(detail, this.#before);
  }

  async #write(change: Partial<LessonFields>): Promise<void> {
    this.#isPublicationChosen ||= 'isPublished' in change;
    this.change(change);
    await this.autosave.flush();
  }

  /**
   * Puts a change in the place of another, of which it has the same fields. What has come for these since is nobody's to replace
   * unseen: the engine is asked, for a lesson that was left hears of nothing.
   */
  async #replace(shown: Partial<LessonFields>, change: Partial<LessonFields>): Promise<void> {
    await this.autosave.flush();
    const lessonId = this.lessonId.get();
    if (lessonId !== null) this.#follow(await engineClient.lessons.get({ lessonId }));
    if (!isSameJson(sameOf(change, this.fields.get()), sameOf(change, shown)))
      throw new ORPCError('sync/cannot-undo', { defined: true, data: { params: {}, retry: 'never' } });
    await this.#write(change);
  }

  async #save(): Promise<void> {
    const isChosen = this.#isPublicationChosen;
    await this.#deliveries
      .deliver(() => this.#toSave())
      .catch((error: unknown) => {
        this.#isPublicationChosen ||= isChosen;
        throw error;
      });
  }

  #toSave(): LessonSave {
    const blocks = [...this.#readBlocks()];
    if (blocks.length > LESSON_MOST_BLOCKS) throw tooManyBlocks(blocks.length);
    const fields = this.fields.get();
    const { classGroupId, startsAt, isPublished, publishAt } = fields;
    const isChosen = this.#isPublicationChosen;
    this.#isPublicationChosen = false;
    const id = this.lessonId.get();
    return {
      ...(id === null ? { newId: this.#newId } : { id }),
      classGroupId,
      startsAt,
      title: titleOf(fields),
      ...(isChosen ? { isPublished, publishAt } : {}),
      blocks,
      ...(this.#before === null ? {} : { before: textOf(this.#before) }),
    };
  }

  #takeAnswer(detail: LessonDetail, sent: LessonSave): void {
    this.#takeIn(detail, sent);
    const queryKey = engine.lessons.get.queryKey({ input: { lessonId: detail.id } });
    queryClient.setQueryData(queryKey, detail);
    this.lessonId.set(detail.id);
  }

  /** Takes in what the engine has since the editor showed or sent `shown`. */
  #takeIn(news: LessonDetail, shown: EditedText): void {
    const fields = this.fields.get();
    const title = titleOf(fields);
    const taken = takeInFields({ shown, typed: { ...fields, title }, news });
    const { isPublished, publishAt } = this.#isPublicationChosen ? fields : news;
    // A title that nobody has given yet is not written into its field.
    const named = taken.title === title ? fields.title : taken.title;
    const next = { ...taken, title: named, isPublished, publishAt };
    if (!isSameJson(next, fields)) this.fields.set(next);
    this.#before = news;
    if (isSameJson(shown.blocks, news.blocks)) return;
    const typed = this.#readBlocks();
    const { text, before } = takeInText({ shown: shown.blocks, typed, news: news.blocks });
    this.#before = { ...news, blocks: before };
    this.#readBlocks = () => text;
    this.blocks.set(text);
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

/** What `fields` say where `change` says something. */
function sameOf(change: Partial<LessonFields>, fields: Partial<LessonFields>): Partial<LessonFields> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name in change));
}

type LessonSave = Omit<Parameters<typeof engineClient.lessons.save>[0], 'saveId'>;

function textOf({ classGroupId, title, startsAt, blocks }: EditedText) {
  return { classGroupId, title, startsAt, blocks: [...blocks] };
}

/** Said here: the engine's door would refuse the whole of it as a value that is not permitted. */
function tooManyBlocks(count: number): ORPCError<string, unknown> {
  const params = { mostBlocks: LESSON_MOST_BLOCKS, excessBlocks: count - LESSON_MOST_BLOCKS };
  return new ORPCError('lessons/too-many-blocks', {
    defined: true,
    data: { params, retry: 'after-user' },
  });
}

/** The lesson could not be created, so nothing can be joined to it; the field beside says why. */
class LessonNotSaved extends Error {}
