import type { Optimisation, Preset } from '../../preload/contract/domain.ts';
import type { Topic, WorkProgress } from '../../preload/contract/events.ts';
import type { PresetChange, PresetChanged } from '../../preload/contract/library.ts';
import type { Clock } from './platform/clock.ts';
import type { Random } from './platform/random.ts';
import type { Policies } from './policies/resolve.ts';
import type { EditLog } from './store/edit-log.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './vault/vault.ts';

/** A file that is now in the vault, ready to be joined to a lesson or a submission. */
export interface ImportedDocument {
  readonly documentId: string;
  /** Name under which it is sent: the original's, with the rendition's extension. */
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly optimisation: Optimisation;
}

/** A file of the app's own making. */
export interface MadeFile {
  readonly path: string;
  /** How the teacher will know it. */
  readonly name: string;
  /** What it is made for, unless the teacher chose for these very bytes; undefined: as the settings say. */
  readonly preset?: Preset | undefined;
}

/** What a domain is given to work with: one workspace's store and vault, and the doors to the outside. */
export interface DomainContext {
  readonly store: Store;
  readonly vault: Vault;
  readonly edits: EditLog;
  readonly clock: Clock;
  readonly random: Random;
  /** What the school decides on this computer. */
  readonly policies: Policies;
  /** The teacher's name, shown as the author of comments. */
  readonly authorName: string;
  /** Marks what this computer kept beside another's. */
  readonly deviceName: string;
  /**
   * Copies a file into the vault and optimises it; the file itself is never touched.
   *
   * `join` hangs it somewhere in the very transaction that writes it down: a file whose coming in is given up half way
   * leaves nothing, neither here nor there.
   * @throws CartableError `library/file-missing`, `library/file-unreadable`, `library/file-refused`, `store/disk-full`;
   *   or the signal's reason
   */
  importDocument(
    path: string,
    signal?: AbortSignal,
    join?: (document: ImportedDocument) => void,
  ): Promise<ImportedDocument>;
  /**
   * The same for a file that the app itself has unpacked or made, wherever it lies.
   * @throws as `importDocument`
   */
  importMade(
    made: MadeFile,
    signal?: AbortSignal,
    join?: (document: ImportedDocument) => void,
  ): Promise<ImportedDocument>;
  /**
   * Makes another rendition of a document from the original that is kept beside it.
   * @throws CartableError `store/not-found`, `vault/blob-missing`, `vault/blob-corrupt`, `library/file-refused`,
   *   `store/disk-full`; or the signal's reason
   */
  changePreset(change: PresetChange, signal?: AbortSignal): Promise<PresetChanged>;
  /**
   * Makes a rendition again from the original beside it. False when that gives no such bytes.
   * @throws CartableError `store/disk-full`
   */
  remakeRendition(sha256: string): Promise<boolean>;
  /** Does something long that cannot be interrupted, so that whoever watches the engine does not hold it for hung. */
  undisturbed<T>(work: () => Promise<T>): Promise<T>;
  /** Shows pages to print, by their name in the account's folder of them, in the system's own program. */
  showPages(name: string): void;
  /** Tells the screens how far a long work is. */
  tellProgress(progress: WorkProgress): void;
  /** Tells the screens what may have changed. */
  announce(...topics: Topic[]): void;
}
