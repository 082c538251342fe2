import type { Mark } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import type { Signal } from '../../../app/signal.ts';
import { createSignal } from '../../../app/signal.ts';
import { undoStack } from '../../../app/undo.ts';
import { Autosave } from '../../../components/autosave/autosave.ts';
import { watchUnsaved } from '../../../components/autosave/unsaved.ts';
import type { Place } from './compose-copy.ts';
import { composeCopy } from './compose-copy.ts';

/** 1.2 s without a new mark: the file is made between two thoughts, not between two strokes. */
const COMPOSE_DELAY_MS = 1200;

/** What a gesture does: marks that come, and those that go. */
export interface MarkChange {
  readonly added?: readonly Mark[];
  readonly removed?: readonly Mark[];
}

/**
 * The marks on one document, for as long as the window lives.
 *
 * Each change is kept by the engine at once; the annotated copy follows at the next pause, also when the teacher is at
 * another copy by then.
 */
export class AnnotationSession {
  readonly place: Place;
  /** Null until they have been read. */
  readonly marks: Signal<readonly Mark[] | null> = createSignal<readonly Mark[] | null>(null);
  readonly keeping: Autosave<readonly Mark[]>;
  readonly composing: Autosave<{ revision: number; marks: readonly Mark[] }>;

  constructor(place: Place) {
    this.place = place;
    this.composing = new Autosave({
      delayMs: COMPOSE_DELAY_MS,
      isOnlyAtPauses: true,
      save: ({ revision, marks }) => composeCopy(place, revision, marks),
    });
    this.keeping = new Autosave<readonly Mark[]>({
      delayMs: 0,
      save: async (marks) => {
        const { revision } = await engineClient.annotations.keep({ ...place, marks: [...marks] });
        if (marks.length === 0) this.composing.forget();
        else this.composing.type({ revision, marks });
      },
    });
    watchUnsaved(this.keeping);
    watchUnsaved(this.composing);
    void this.read();
  }

  /** Reads what was kept; makes the file that a closed window left unmade. */
  async read(): Promise<void> {
    const { marks, revision, composedRevision } = await engineClient.annotations.read(this.place);
    if (this.marks.get() !== null) return;
    this.marks.set(marks);
    if (marks.length > 0 && composedRevision < revision) this.composing.type({ revision, marks });
  }

  /** Does what a gesture did, to be taken back under `label`. */
  change(change: MarkChange, label: string): void {
    this.#apply(change);
    const back: MarkChange = { added: change.removed ?? [], removed: change.added ?? [] };
    undoStack.push({
      label,
      undo: async () => this.#apply(back),
      redo: async () => this.#apply(change),
    });
  }

  #apply({ added = [], removed = [] }: MarkChange): void {
    const gone = new Set(removed.map(({ id }) => id));
    const marks = [...(this.marks.get() ?? []).filter(({ id }) => !gone.has(id)), ...added];
    this.marks.set(marks);
    this.keeping.type(marks);
    // In this very turn: a window that is killed now loses the stroke in hand, and no other.
    void this.keeping.flush();
  }
}

const sessions = new Map<string, AnnotationSession>();

/** The session of a document, begun when it is first asked for. */
export function annotationSession(place: Place): AnnotationSession {
  const key = `${place.submissionId} ${place.sha256}`;
  const known = sessions.get(key);
  if (known !== undefined) return known;
  const made = new AnnotationSession(place);
  sessions.set(key, made);
  return made;
}

/** Makes the annotated copies that a killed window left unmade. Called when a class is opened. */
export async function finishComposing(): Promise<void> {
  for (const place of await engineClient.annotations.unfinished()) annotationSession(place);
}
