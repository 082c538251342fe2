/**
 * What the preload script gives to the page as `window.cartable`.
 *
 * Small on purpose: the engine is reached by the MessagePort, and only what the system alone can do passes here.
 * Its keys are a golden list in the security test.
 *
 * Documents are read at `vault://<sha256>` (64 lower-case hexadecimal digits, those of the open account), by `fetch`, as
 * an image or as a medium. Read-only, Range requests are obeyed. The media type is found by the first bytes, or asked
 * for: `vault://<sha256>?type=text%2Fplain`; what could run is served as `application/octet-stream`. 404 when the bytes
 * are not here.
 */
export interface CartableBridge {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly appVersion: string;
  /** BCP 47 tag of the system's language, for the first start. */
  readonly systemLanguage: string;
  /**
   * Asks for a port to the engine. The port arrives as a `message` event on `window` whose data is
   * `{ type: 'cartable:engine-port' }`, and again by itself each time the engine has been restarted.
   */
  requestEnginePort(): void;
  /** Subscribes to the engine's supervision; returns the unsubscriber. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** Starts an engine that was given up (three crashes in five minutes), or that could not open its data. */
  restartEngine(): void;
  /** The path of a file that was dropped or pasted; empty if it has none. */
  pathForFile(file: File): string;
  /** The system's dialogs; empty array or null when the user cancels. */
  chooseFiles(options: ChooseFilesOptions): Promise<readonly string[]>;
  chooseFolder(): Promise<string | null>;
  chooseSavePath(suggestedName: string): Promise<string | null>;
  /** The path of a colleague's sequence that was opened from the system; each once, null when there is none. */
  takeOpenedFile(): Promise<string | null>;
  /** Tells that one waits. Returns the unsubscriber. */
  onFileWaiting(listener: () => void): () => void;
  /**
   * Lays bytes that the page has made before the engine (what an annotation adds to a file), since none travel by the
   * port: the ticket that it gives is named in a call, once. Rejected when no account is open, or above 8 MiB.
   */
  handOver(bytes: Uint8Array): Promise<string>;
  /** The page as it prints, as a PDF laid before the engine like `handOver`. Rejected when no account is open. */
  printPage(): Promise<string>;
  getPreferences(): Promise<ShellPreferences>;
  savePreferences(preferences: Partial<ShellPreferences>): Promise<ShellPreferences>;
  /** Tells of each change, whoever made it: the menu has the theme too. Returns the unsubscriber. */
  onPreferencesChanged(listener: (preferences: ShellPreferences) => void): () => void;
  /** Commands of the application menu (undo, sync now, screens…). Returns the unsubscriber. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
  setDocumentTitle(title: string): void;
  getUpdateState(): Promise<UpdateState>;
  /** Tells of each change. Returns the unsubscriber. */
  onUpdateState(listener: (state: UpdateState) => void): () => void;
}

export type EngineState = 'starting' | 'ready' | 'restarting' | 'failed';

export interface ChooseFilesOptions {
  readonly title: string;
  readonly isMultiple: boolean;
}

/** What is known of newer versions. */
export interface UpdateState {
  /**
   * `off`: this package has no source of updates; `managed`: the school updates Cartable; `idle`: nothing newer is known;
   * `available`: it is told, and not fetched; `ready`: it is put in place when Cartable is closed.
   */
  readonly kind: 'off' | 'managed' | 'idle' | 'available' | 'downloading' | 'ready';
  /** The newer one. */
  readonly version: string | null;
  /** When the source was last asked with success, epoch ms. */
  readonly checkedAt: number | null;
}

/** What the shell must know before the engine runs: kept in its own small file. */
export interface ShellPreferences {
  readonly language: 'fr' | 'en' | 'system';
  readonly theme: 'light' | 'dark' | 'system';
  /** Keys of grading that the teacher has changed: from what they are at first to what was chosen. */
  readonly keys?: Readonly<Record<string, string>> | undefined;
}

export const MENU_COMMANDS = [
  'undo',
  'redo',
  'search',
  'sync-now',
  'go-today',
  'go-classes',
  'go-grading',
  'go-lessons',
  'go-documents',
  'go-sync',
  'go-settings',
  'lock',
  'lock-on-sleep', // the computer goes to sleep, or its session is locked
  'show-help',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

export const ENGINE_PORT_MESSAGE = 'cartable:engine-port';
