import type { Editor } from '@tiptap/react';
import type { GivenPicture } from './pasted-pictures.ts';
import { addPlace, fillPlace, placeOf, removePlace } from './picture-places.ts';
import { PlacedPictures } from './placed-pictures.ts';

/** A picture that has come, and stands where `vault://` finds it. */
export interface BroughtPicture {
  readonly sha256: string;
  readonly name: string;
  /** With a document of its own; else that was there before, and stays whatever becomes of the picture. */
  readonly isNew: boolean;
}

/** Where pictures come from, and what becomes of their documents. */
export interface PictureSource {
  /** Asks for files. */
  choose(): Promise<readonly GivenPicture[]>;
  /** A file that was dropped or pasted, as it can be brought in. */
  given(file: File): GivenPicture;
  /** Null: it is no picture, and was told to be one of the documents. Rejects with what kept it out. */
  bring(picture: GivenPicture, signal: AbortSignal): Promise<BroughtPicture | null>;
  /** Files that were dropped with pictures, and are none. */
  join(files: readonly File[]): void;
  /** The last place of one that came new is gone, or is there again: its document goes and comes with it. */
  gone(sha256: string): void;
  back(sha256: string): void;
  /** The text was left, or its place went, before it came. */
  leftOver(picture: BroughtPicture): void;
  failed(error: unknown): void;
}

/** The pictures on their way into an open text, each with a place there until it has come. */
export class ComingPictures {
  readonly placed: PlacedPictures;
  readonly #editor: Editor;
  readonly #source: () => PictureSource;
  readonly #endings = new Map<string, AbortController>();

  constructor(editor: Editor, source: () => PictureSource) {
    this.#editor = editor;
    this.#source = source;
    this.placed = new PlacedPictures({
      gone: (sha256) => source().gone(sha256),
      back: (sha256) => source().back(sha256),
    });
  }

  /** Brings pictures to a place, one at a time. */
  async put(pictures: readonly GivenPicture[], at: number): Promise<void> {
    const coming = pictures.map((picture) => ({ id: crypto.randomUUID(), picture }));
    for (const { id, picture } of coming) {
      this.#endings.set(id, new AbortController());
      addPlace(this.#editor.view, { id, name: picture.name }, at);
    }
    // The last one first: what comes into one place stands before what came there earlier.
    for (const { id, picture } of coming.toReversed()) await this.#bringOne(id, picture);
  }

  giveUp(id: string): void {
    this.#endings.get(id)?.abort();
    this.#removePlace(id);
  }

  async #bringOne(id: string, picture: GivenPicture): Promise<void> {
    const signal = this.#endings.get(id)?.signal;
    const source = this.#source();
    try {
      if (signal === undefined || signal.aborted) return;
      const brought = await source.bring(picture, signal);
      if (brought === null) return;
      // Given up, and through all the same.
      if (signal.aborted && brought.isNew) source.gone(brought.sha256);
      else if (!signal.aborted && !this.#fill(id, brought)) source.leftOver(brought);
    } catch (error) {
      if (signal?.aborted !== true) source.failed(error);
    } finally {
      this.#endings.delete(id);
      this.#removePlace(id);
    }
  }

  #fill(id: string, { sha256, name, isNew }: BroughtPicture): boolean {
    if (this.#editor.isDestroyed || placeOf(this.#editor.state, id) === null) return false;
    if (isNew) this.placed.add(sha256);
    return fillPlace(this.#editor.view, id, { sha256, name });
  }

  #removePlace(id: string): void {
    if (!this.#editor.isDestroyed && placeOf(this.#editor.state, id) !== null)
      removePlace(this.#editor.view, id);
  }
}
