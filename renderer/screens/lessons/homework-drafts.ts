import i18next from 'i18next';
import { v7 } from 'uuid';
import type { Homework } from '../../../preload/contract/index.ts';
import { isSameJson } from '../../../preload/contract/same-json.ts';
import { engineClient } from '../../app/engine.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { IncomingFiles, type Joined } from '../../components/attachments/incoming-files.ts';
import { labelOf, surveyPaths } from '../../components/attachments/joining.ts';
import { Autosave } from '../../components/autosave/autosave.ts';
import { Deliveries } from '../../components/autosave/deliveries.ts';
import { watchUnsaved } from '../../components/autosave/unsaved.ts';
import { type HomeworkFields, takeInHomework } from './homework-news.ts';

const PAUSE_MS = 600;

/** A file that is joined to a lesson, or to a piece of its homework. */
export interface FileToJoin {
  readonly path: string;
  readonly newId: string;
  readonly homeworkId?: string;
}

/** What homework asks of its lesson. */
export interface OfLesson {
  /** The lesson's id, which it gets for that if need be. */
  lessonId(): Promise<string>;
  attach(file: FileToJoin, signal: AbortSignal): Promise<Joined>;
}

/** One piece of homework being written; without an id until it is saved for the first time. */
export class HomeworkDraft {
  readonly key = crypto.randomUUID();
  readonly fields: Signal<HomeworkFields>;
  readonly autosave: Autosave<HomeworkFields>;
  /** Documents that are on their way to it. */
  readonly incoming: IncomingFiles;
  readonly #lesson: OfLesson;
  readonly #unwatch: () => void;
  /** What it is created under, however often that has to be tried. */
  readonly #newId = v7();
  readonly #deliveries = new Deliveries<HomeworkSave, Homework>({
    send: async (input) => engineClient.lessons.saveHomework(input),
    take: (made, sent) => this.#takeAnswer(made, sent),
  });
  #id: string | null;
  /** What was last shown or saved: an edit is a change of that. Null: it is not saved yet. */
  #before: HomeworkFields | null;

  constructor(lesson: OfLesson, fields: HomeworkFields, id: string | null) {
    this.#lesson = lesson;
    this.#id = id;
    this.#before = id === null ? null : fields;
    this.fields = createSignal(fields);
    this.autosave = new Autosave({
      delayMs: PAUSE_MS,
      save: async (value) => this.#save(value),
    });
    this.incoming = new IncomingFiles({
      join: async (path, newId, signal) =>
        lesson.attach({ path, newId, homeworkId: await this.#ownId() }, signal),
      survey: surveyPaths,
      labelOf: labelOf((name) => i18next.t('lessons.undo.attached', { name })),
    });
    this.#unwatch = watchUnsaved(this.autosave);
  }

  release(): void {
    this.#unwatch();
  }

  get id(): string | null {
    return this.#id;
  }

  /** What the engine has it under, or will: nobody may know yet whether it was created. */
  get name(): string {
    return this.#id ?? this.#newId;
  }

  /** What the engine has of it; null when it has nothing. */
  get saved(): HomeworkFields | null {
    return this.#before;
  }

  /** Takes a change; homework without a word in it is not saved, and keeps its last text at the ENT. */
  change(change: Partial<HomeworkFields>): void {
    const fields = { ...this.fields.get(), ...change };
    this.fields.set(fields);
    if (fields.text.trim() === '') this.autosave.forget();
    else this.autosave.type(fields);
  }

  /** Its id, once what is typed is saved. */
  async #ownId(): Promise<string> {
    await this.autosave.flush();
    if (this.#id === null) throw new HomeworkNotSaved();
    return this.#id;
  }

  /** Shows what came from elsewhere, around what is being typed; not while nobody knows how far a save went. */
  refresh(stored: Homework): void {
    if (this.#before !== null && !this.#deliveries.isOpen) this.#takeIn(stored, this.#before);
  }

  async #save({ text: typed }: HomeworkFields): Promise<void> {
    const lessonId = await this.#lesson.lessonId();
    await this.#deliveries.deliver(() => {
      // What came since it was typed is in the fields; a text that was cleared meanwhile is not saved.
      const { text, ...fields } = this.fields.get();
      return {
        ...(this.#id === null ? { newId: this.#newId } : { id: this.#id }),
        lessonId,
        ...fields,
        text: text.trim() || typed.trim(),
        ...(this.#before === null ? {} : { before: this.#before }),
      };
    });
  }

  #takeAnswer(made: Homework, { text, dueAt, expectedMinutes = null, handIn = null }: HomeworkSave): void {
    this.#id = made.id;
    this.#takeIn(made, { text, dueAt, expectedMinutes, handIn });
  }

  #takeIn(news: Homework, shown: HomeworkFields): void {
    const typed = this.fields.get();
    const { fields, before } = takeInHomework({ shown, typed, news });
    this.#before = before;
    if (!isSameJson(fields, typed)) this.fields.set(fields);
  }
}

type HomeworkSave = Omit<Parameters<typeof engineClient.lessons.saveHomework>[0], 'saveId'>;

/** Nothing was written in it yet, or it could not be saved; the field beside says why. */
class HomeworkNotSaved extends Error {}

/** The homework of one lesson, as it is being written. */
export class HomeworkDrafts {
  readonly list: Signal<readonly HomeworkDraft[]>;
  readonly #lesson: OfLesson;

  constructor(lesson: OfLesson, homework: readonly Homework[]) {
    this.#lesson = lesson;
    this.list = createSignal<readonly HomeworkDraft[]>(homework.map((one) => this.#draftOf(one)));
  }

  add(dueAt: number): HomeworkDraft {
    const fields = { text: '', dueAt, expectedMinutes: null, handIn: null };
    const draft = new HomeworkDraft(this.#lesson, fields, null);
    this.list.set([...this.list.get(), draft]);
    return draft;
  }

  /** Takes a draft out of the list. What the engine has of it is for the caller to remove. */
  drop(draft: HomeworkDraft): void {
    draft.autosave.forget();
    draft.release();
    this.list.set(this.list.get().filter((one) => one !== draft));
  }

  /** Follows what the engine has, without touching what is being written. */
  reconcile(homework: readonly Homework[]): void {
    const there = new Map(homework.map((one) => [one.id, one]));
    const kept = this.list.get().filter((draft) => {
      const stored = there.get(draft.name);
      if (stored !== undefined) draft.refresh(stored);
      return stored !== undefined || draft.id === null || draft.autosave.pending !== null;
    });
    const known = new Set(kept.map(({ name }) => name));
    const added = homework.filter(({ id }) => !known.has(id)).map((one) => this.#draftOf(one));
    this.list.set([...kept, ...added]);
  }

  hasUnsaved(): boolean {
    return this.list.get().some(({ autosave }) => autosave.pending !== null);
  }

  release(): void {
    for (const draft of this.list.get()) draft.release();
  }

  async flush(): Promise<void> {
    await Promise.all(this.list.get().map(async ({ autosave }) => autosave.flush()));
  }

  #draftOf({ id, text, dueAt, expectedMinutes, handIn }: Homework): HomeworkDraft {
    return new HomeworkDraft(this.#lesson, { text, dueAt, expectedMinutes, handIn }, id);
  }
}
