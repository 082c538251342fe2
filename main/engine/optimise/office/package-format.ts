import type { DocumentKind } from '../kinds.ts';

/** Inches; the whole picture, what is cropped away included. */
export interface ShownSize {
  readonly width: number;
  readonly height: number;
}

/** What becomes of a part: another name, perhaps that of a part that holds the same; and what is there. */
export interface PartChange {
  readonly name: string;
  readonly kind: DocumentKind;
}

/** The two families of Office packages (OOXML, OpenDocument) as the recipe sees them. Names are members' names. */
export interface PackageFormat {
  /** How large a picture is shown at most; undefined if it has uses that are not understood. */
  shownSize(name: string): ShownSize | undefined;
  /** Whether every use of a part is known, so that it can be given another name. */
  canRename(name: string): boolean;
  /** The name for a part that becomes of this kind; undefined if there is no fitting one. */
  nameAs(name: string, kind: DocumentKind): string | undefined;
  /** Pictures of the whole that programs make anew at each save, and that nothing needs. */
  readonly thumbnails: readonly string[];
  /** Members that must change when parts are renamed and others leave, with their new content. */
  edit(changes: ReadonlyMap<string, PartChange>, dropped: ReadonlySet<string>): ReadonlyMap<string, Buffer>;
  /** References to members that are not there. */
  readonly danglingReferences: number;
}

/** Text of a member; empty if there is none, or if it is too large to be looked into. */
export type TextOf = (name: string) => string;

/** A relationship from a part to a picture or another part inside the package. */
export interface Reference {
  readonly id: string;
  readonly type: string;
  /** The member that is meant; as it is written if there is no such member. */
  readonly target: string;
  /** False where the target is written in a way that we would not dare to write anew. */
  readonly isPlain: boolean;
}
