import i18next from 'i18next';
import { v7 } from 'uuid';
import type { Homework } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { IncomingFiles, type Joined } from '../../components/attachments/incoming-files.ts';
import { labelOf, surveyPaths } from '../../components/attachments/joining.ts';
import { Autosave } from '../../components/autosave/autosave.ts';
import { watchUnsaved } from '../../components/autosave/unsaved.ts';

export interface HomeworkFields {
  readonly text: string;
  readonly dueAt: number;
  /** Null: not said. */
  readonly expectedMinutes: number | null;
}

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
  #id: string | null;
  #saved: HomeworkFields | null;

  constructor(lesson: OfLesson, fields: HomeworkFields, id: string | null) {
    this.#lesson = lesson;
    this.#id = id;
    this.#saved = id === null ? null : fields;
    this.fields = createSignal(fields);
    this.autosave = new Autosave({ delayMs: PAUSE_MS, save: async (value) => this.#save(value) });
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

  /** What the engine has of it; null when it has nothing. */
  get saved(): HomeworkFields | null {
    return this.#saved;
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

  async #save(fields: HomeworkFields): Promise<void> {
    await this.#write(fields);
    this.#saved = fields;
  }

  async #write(fields: HomeworkFields): Promise<void> {
    const lessonId = await this.#lesson.lessonId();
    const text = fields.text.trim();
    const name = this.#id === null ? { newId: this.#newId } : { id: this.#id };
    const made = await engineClient.lessons.saveHomework({ ...name, lessonId, ...fields, text });
    this.#id = made.id;
  }
}

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
    const draft = new HomeworkDraft(this.#lesson, { text: '', dueAt, expectedMinutes: null }, null);
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
      if (draft.id === null || draft.autosave.pending !== null) return true;
      const stored = there.get(draft.id);
      if (stored !== undefined) follow(draft, stored);
      return stored !== undefined;
    });
    const known = new Set(kept.map(({ id }) => id));
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

  #draftOf({ id, text, dueAt, expectedMinutes }: Homework): HomeworkDraft {
    return new HomeworkDraft(this.#lesson, { text, dueAt, expectedMinutes }, id);
  }
}

/** A text that was cleared, or differs only by the spaces at its ends, is the teacher's own, still being typed. */
function follow(draft: HomeworkDraft, { text, dueAt, expectedMinutes }: Homework): void {
  const shown = draft.fields.get();
  if (shown.text.trim() === '') return;
  const isSame = shown.dueAt === dueAt && shown.expectedMinutes === expectedMinutes;
  if (shown.text.trim() !== text || !isSame) draft.fields.set({ text, dueAt, expectedMinutes });
}
