import { join } from 'node:path';
import { app, type BrowserWindow, powerMonitor, type Session } from 'electron';
import { prepareSession } from './confined-session.ts';
import { engineLauncher, RUNS_UNDER_NODE } from './engine-launch.ts';
import { EngineRoom } from './engine-room.ts';
import { systemKeyring } from './keyring.ts';
import { systemLanguage } from './language.ts';
import { fragmentIn, signInAnswerIn } from './links.ts';
import { catchBugs, openShellLog, type ShellLog } from './log.ts';
import { showMenuBar } from './menu-bar.ts';
import { OpenedFiles, sequenceFileIn } from './opened-files.ts';
import { openPageDoors } from './page-doors.ts';
import { shellPaths } from './paths.ts';
import { Preferences } from './preferences.ts';
import { SecretStore } from './secrets.ts';
import { Updates } from './updates.ts';
import { bringForward, openWindow, showPlace } from './window.ts';

/** One window, one engine, and the doors between them. */
export class Application {
  readonly #dataDirectory: string;
  readonly #paths = shellPaths();
  readonly #log: ShellLog;
  readonly #room: EngineRoom;
  readonly #updates: Updates;
  readonly #files = new OpenedFiles();
  #window: BrowserWindow | null = null;
  #openWindow: (() => BrowserWindow) | null = null;
  /** Where the next window begins: a link may come before Electron is ready. */
  #place: string | null = null;

  /** Before Electron is ready: plain Node does not wait for it, and loads the engine's code meanwhile. */
  constructor(dataDirectory: string) {
    this.#dataDirectory = dataDirectory;
    this.#log = openShellLog(dataDirectory);
    catchBugs(this.#log);
    this.#room = new EngineRoom(dataDirectory, engineLauncher(this.#paths, dataDirectory), this.#log);
    this.#updates = new Updates({ dataDirectory, log: this.#log, isSyncing: () => this.#room.isSyncing });
    if (RUNS_UNDER_NODE) this.#room.engine.start();
  }

  /** Electron is ready: opens the window first, since it takes longest. */
  start(): void {
    const system = systemLanguage(process.platform, process.env, app.getLocale());
    const preferences = new Preferences(join(this.#dataDirectory, 'preferences.json'), system);
    const session = prepareSession(this.#paths.renderer, () => this.#room.workspaceDirectory);
    const ownWindow = () => this.#window;
    const { engine, line } = this.#room;
    const workspaceDirectory = () => this.#room.workspaceDirectory;
    const files = this.#files;
    openPageDoors({
      ownWindow,
      workspaceDirectory,
      preferences,
      updates: this.#updates,
      engine,
      line,
      files,
    });
    this.#openWindow = () => this.#makeWindow(session, preferences, system);
    this.show();
    const secrets = new SecretStore(join(this.#dataDirectory, 'secrets.json'), systemKeyring);
    this.#room.introduce({ appVersion: app.getVersion(), language: preferences.language }, secrets);
    showMenuBar(preferences, ownWindow);
    powerMonitor.on('suspend', () => engine.suspend());
    for (const event of ['suspend', 'lock-screen'] as const)
      powerMonitor.on(event as 'suspend', () => this.#lockWithSession());
    powerMonitor.on('resume', () => engine.resume());
    engine.setOnBattery(powerMonitor.isOnBatteryPower());
    powerMonitor.on('on-battery', () => engine.setOnBattery(true));
    powerMonitor.on('on-ac', () => engine.setOnBattery(false));
    // The page does so too; one that hangs would go on naming what was open.
    this.#room.whenLocked(() => this.#window?.setTitle('Cartable'));
    this.#leaveInOrder();
    // A version that has come this far runs: the one before it is no longer needed.
    this.#room.whenServing(() => void this.#updates.start());
  }

  /** The page first, which saves what is typed and locks then; the engine locks without it if it hangs. */
  #lockWithSession(): void {
    this.#window?.webContents.send('shell:menu-command', 'lock-on-sleep');
    this.#room.engine.lockWithSession();
  }

  /**
   * What a start of the program, a link or a file asks for: the end of a sign-in, a screen, a colleague's sequence, or the
   * window alone.
   *
   * @param directory from which the paths in it are written
   */
  follow(argv: readonly string[], directory = process.cwd()): void {
    const answer = signInAnswerIn(argv);
    if (answer !== null) this.#room.engine.answerSignIn(answer);
    const file = sequenceFileIn(argv, directory);
    if (file !== null) this.#files.add(file);
    this.show(answer === null ? fragmentIn(argv) : null);
    if (file !== null) this.#window?.webContents.send('shell:file-waiting');
  }

  /**
   * Brings the window before the teacher; opens it where the app lives on without one (macOS).
   *
   * @param fragment where a link leads (links.ts); null: nowhere else than where the teacher is
   */
  show(fragment: string | null = null): void {
    if (this.#window === null) {
      this.#place = fragment ?? this.#place;
      this.#window = this.#openWindow?.() ?? null;
    } else {
      bringForward(this.#window);
      if (fragment !== null) showPlace(this.#window, fragment);
    }
  }

  #makeWindow(session: Session, preferences: Preferences, system: string): BrowserWindow {
    const window = openWindow({
      session,
      preloadPath: this.#paths.preload,
      preloadArguments: [`--cartable-version=${app.getVersion()}`, `--cartable-system-language=${system}`],
      statePath: join(this.#dataDirectory, 'window.json'),
      hasDevTools: !app.isPackaged,
      log: this.#log,
      fragment: this.#place ?? '',
      words: () => preferences.words,
    });
    this.#place = null;
    window.once('closed', () => {
      this.#window = null;
    });
    return window;
  }

  /** The engine closes its database before the app is gone. */
  #leaveInOrder(): void {
    let isStopped = false;
    app.on('activate', () => this.show());
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
    app.on('will-quit', (event) => {
      if (isStopped) return;
      event.preventDefault();
      void this.#room.engine.stop().then(() => {
        isStopped = true;
        // In a turn of its own: called before this event has ended, it would be taken for the same quitting.
        setImmediate(() => app.quit());
      });
    });
  }
}
