import { hasWord, type LessonWord, type SavedEdit } from './invariants.ts';

/** How much a device's back-up knew of. */
interface Mark {
  readonly edits: number;
  readonly words: number;
}

/** Everything that screens showed as saved, and what may be gone of it since. */
export class SavedWork {
  readonly edits: SavedEdit[] = [];
  readonly words: LessonWord[] = [];

  /** An edit was saved. Until it has left, an author's newer value replaces the older one. */
  save(edit: Omit<SavedEdit, 'isOver'>): void {
    this.giveUp(edit);
    this.edits.push({ ...edit, isOver: false });
  }

  write(word: Omit<LessonWord, 'isOver'>): void {
    this.words.push({ ...word, isOver: false });
  }

  /** Edits of a device about one thing may be gone. */
  giveUp({ device, key }: Pick<SavedEdit, 'device' | 'key'>): void {
    for (const edit of this.edits) if (edit.device === device && edit.key === key) edit.isOver = true;
  }

  /** The teacher chose what this device had: it is an edit over whatever the ENT has. */
  chooseMine({ device, key, value }: Pick<SavedEdit, 'device' | 'key' | 'value'>): void {
    const chosen = this.edits.findLast((edit) => edit.device === device && edit.key === key);
    if (chosen?.value !== value) this.edits.push({ device, key, value, over: '*', isOver: false });
  }

  /** Words of a lesson may be gone; of those that a device wrote, if it is named. */
  giveUpWords(lesson: string, device: string | null = null): void {
    for (const word of this.words)
      if (word.lesson === lesson && (device === null || word.device === device)) word.isOver = true;
  }

  /** An edit is undone before anything of it was sent: the ENT has none of its words. */
  takeBack({ device, key }: Pick<SavedEdit, 'device' | 'key'>, atEnt: string): void {
    this.giveUp({ device, key });
    for (const word of this.words)
      if (word.device === device && `lesson ${word.lesson}` === key && !hasWord(atEnt, word.token))
        word.isOver = true;
  }

  /** The ENT went back in time: nobody has what was written on its own pages. */
  loseOnTheWeb(): void {
    for (const word of this.words) if (word.device === 'web') word.isOver = true;
  }

  mark(): Mark {
    return { edits: this.edits.length, words: this.words.length };
  }

  /** A device was put back to a back-up: what it did since may be gone. */
  loseSince(device: string, made: Mark): void {
    for (const work of [this.edits.slice(made.edits), this.words.slice(made.words)])
      for (const saved of work) if (saved.device === device) saved.isOver = true;
  }
}
