import { classesHandlers } from '../classes/handlers.ts';
import { copiesArchiveHandlers } from '../exchange/copies-archive.ts';
import { feedbackArchiveHandlers } from '../exchange/feedback-archive.ts';
import { exchangeHandlers } from '../exchange/handlers.ts';
import { reportsHandlers } from '../exchange/reports.ts';
import { libraryHandlers } from '../library/handlers.ts';
import type { AppLock } from '../lock/app-lock.ts';
import { paperHandlers } from '../paper/handlers.ts';
import type { CartableError } from '../platform/cartable-error.ts';
import { describePolicies } from '../policies/obey.ts';
import { searchHandlers } from '../search/handlers.ts';
import { settingsHandlers } from '../settings/handlers.ts';
import { todayHandlers } from '../today/handlers.ts';
import { watchHandlers } from '../watch/handlers.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import { erasureProcedures } from './erasure-procedures.ts';
import { EventHub } from './event-hub.ts';
import { annotationsProcedures, commentBankProcedures, gradingProcedures } from './grading-procedures.ts';
import { type Domain, type Implementer, implementer } from './implementer.ts';
import {
  lessonsProcedures,
  progressionProcedures,
  reuseProcedures,
  timetableProcedures,
} from './lessons-procedures.ts';
import { lockProcedures } from './lock-procedures.ts';
import { syncProcedures } from './sync-procedures.ts';

/** What the procedures are served from. */
export interface RpcParts {
  readonly workspaces: Workspaces;
  readonly events: EventHub;
  readonly lock: AppLock;
  /** Writes a bug to the log; gives the number to quote. */
  logBug(error: unknown): string;
}

function browserProcedures(os: Implementer, workspaces: Workspaces) {
  const browser = () => workspaces.browser;
  return {
    offer: os.account.browser.offer.handler(({ input }) => browser().offer(input.url)),
    begin: os.account.browser.begin.handler(({ input: { url, ...words } }) => browser().begin(url, words)),
    open: os.account.browser.open.handler(({ input }) => {
      browser().open(input.signInId);
      return {};
    }),
    answer: os.account.browser.answer.handler(({ input: { signInId, address } }) => {
      browser().take(signInId, address);
      return {};
    }),
    finish: os.account.browser.finish.handler(({ input, signal }) =>
      browser().finish(input.signInId, signal),
    ),
    cancel: os.account.browser.cancel.handler(({ input }) => {
      browser().cancel(input.signInId);
      return {};
    }),
  };
}

function moodleProcedures(os: Implementer, workspaces: Workspaces) {
  return {
    course: os.moodle.course.handler(({ input, signal }) =>
      workspaces.moodleCourses.read(input.lessonId, signal),
    ),
    deposit: os.moodle.deposit.handler(({ input: { lessonId, deposit }, signal }) =>
      workspaces.moodleCourses.deposit(lessonId, deposit, signal),
    ),
  };
}

function accountProcedures(os: Implementer, workspaces: Workspaces) {
  return {
    state: os.account.state.handler(() => workspaces.state()),
    connect: os.account.connect.handler(({ input }) => workspaces.connect(input)),
    connectDemo: os.account.connectDemo.handler(() => workspaces.connectDemo()),
    browser: browserProcedures(os, workspaces),
    signIn: os.account.signIn.handler(({ input }) => workspaces.signIn(input.password)),
    leave: os.account.leave.handler(() => workspaces.leave()),
    writeBackupFile: os.account.writeBackupFile.handler(({ input, signal }) =>
      workspaces.backupFiles.write(input, signal),
    ),
    openBackupFile: os.account.openBackupFile.handler(({ input, signal }) =>
      workspaces.backupFiles.open(input, signal),
    ),
  };
}

function classesProcedures(os: Implementer, domain: Domain) {
  return {
    list: os.classes.list.handler(() => classesHandlers.list(domain())),
    gradebook: os.classes.gradebook.handler(({ input }) => classesHandlers.gradebook(domain(), input)),
    course: os.classes.course.handler(({ input }) => classesHandlers.course(domain(), input)),
  };
}

function exchangeProcedures(os: Implementer, domain: Domain) {
  return {
    writeGradebook: os.exchange.writeGradebook.handler(({ input }) =>
      exchangeHandlers.writeGradebook(domain(), input),
    ),
    previewGrades: os.exchange.previewGrades.handler(({ input }) =>
      exchangeHandlers.previewGrades(domain(), input),
    ),
    previewTeams: os.exchange.previewTeams.handler(({ input }) =>
      exchangeHandlers.previewTeams(domain(), input),
    ),
    takeGrades: os.exchange.takeGrades.handler(({ input }) => exchangeHandlers.takeGrades(domain(), input)),
    fillWorksheet: os.exchange.fillWorksheet.handler(({ input }) =>
      exchangeHandlers.fillWorksheet(domain(), input),
    ),
    previewCopies: os.exchange.previewCopies.handler(({ input, signal }) =>
      copiesArchiveHandlers.previewCopies(domain(), input, signal),
    ),
    takeCopies: os.exchange.takeCopies.handler(({ input, signal }) =>
      copiesArchiveHandlers.takeCopies(domain(), input, signal),
    ),
    removeCopies: os.exchange.removeCopies.handler(({ input }) =>
      copiesArchiveHandlers.removeCopies(domain(), input),
    ),
    restoreCopies: os.exchange.restoreCopies.handler(({ input }) =>
      copiesArchiveHandlers.restoreCopies(domain(), input),
    ),
    writeReports: os.exchange.writeReports.handler(({ input, signal }) =>
      reportsHandlers.writeReports(domain(), input, signal),
    ),
    printGradebook: os.exchange.printGradebook.handler(({ input }) =>
      reportsHandlers.printGradebook(domain(), input),
    ),
    writeFeedback: os.exchange.writeFeedback.handler(({ input, signal }) =>
      feedbackArchiveHandlers.writeFeedback(domain(), input, signal),
    ),
  };
}

function paperProcedures(os: Implementer, domain: Domain) {
  return {
    writeSheets: os.paper.writeSheets.handler(({ input }) => paperHandlers.writeSheets(domain(), input)),
    readPile: os.paper.readPile.handler(({ input, signal }) =>
      paperHandlers.readPile(domain(), input, signal),
    ),
    takePile: os.paper.takePile.handler(({ input, signal }) =>
      paperHandlers.takePile(domain(), input, signal),
    ),
  };
}

function watchProcedures(os: Implementer, workspaces: Workspaces) {
  const folders = () => workspaces.current().watchedFolders;
  const domain: Domain = () => workspaces.current().domain;
  return {
    folders: os.watch.folders.handler(() => folders().list()),
    addFolder: os.watch.addFolder.handler(({ input }) => folders().add(input.path)),
    removeFolder: os.watch.removeFolder.handler(({ input }) => {
      folders().remove(input.folderId);
      return {};
    }),
    restoreFolder: os.watch.restoreFolder.handler(({ input }) => {
      folders().restore(input.folderId);
      return {};
    }),
    takeHeld: os.watch.takeHeld.handler(({ input }) => folders().takeHeld(input.folderId)),
    nameAssignment: os.watch.nameAssignment.handler(({ input }) => folders().nameAssignment(input)),
    arrivals: os.watch.arrivals.handler(() => watchHandlers.arrivals(domain())),
    targets: os.watch.targets.handler(({ input }) => watchHandlers.targets(domain(), input)),
    bringIn: os.watch.bringIn.handler(({ input, signal }) => watchHandlers.bringIn(domain(), input, signal)),
    accept: os.watch.accept.handler(({ input }) => watchHandlers.accept(domain(), input)),
    ignore: os.watch.ignore.handler(({ input }) => watchHandlers.ignore(domain(), input)),
    reopen: os.watch.reopen.handler(({ input }) => watchHandlers.reopen(domain(), input)),
  };
}

function libraryProcedures(os: Implementer, domain: Domain) {
  return {
    list: os.library.list.handler(() => libraryHandlers.list(domain())),
    setPreset: os.library.setPreset.handler(({ input, signal }) =>
      libraryHandlers.setPreset(domain(), input, signal),
    ),
    attachAgain: os.library.attachAgain.handler(({ input, signal }) =>
      libraryHandlers.attachAgain(domain(), input, signal),
    ),
    readText: os.library.readText.handler(({ input }) => libraryHandlers.readText(domain(), input)),
    exportTo: os.library.exportTo.handler(({ input }) => libraryHandlers.exportTo(domain(), input)),
    budget: os.library.budget.handler(() => libraryHandlers.budget(domain())),
    survey: os.library.survey.handler(({ input, signal }) => libraryHandlers.survey(domain(), input, signal)),
    savings: os.library.savings.handler(() => libraryHandlers.savings(domain())),
  };
}

/** Binds every procedure of the contract to its domain. Nothing is decided here. */
export function createRouter({ workspaces, events, lock, logBug }: RpcParts, failure?: CartableError) {
  const os = implementer(logBug, () => lock.isLocked, failure);
  const domain: Domain = () => workspaces.current().domain;
  return os.router({
    account: accountProcedures(os, workspaces),
    classes: classesProcedures(os, domain),
    grading: gradingProcedures(os, domain),
    annotations: annotationsProcedures(os, domain),
    exchange: exchangeProcedures(os, domain),
    paper: paperProcedures(os, domain),
    commentBank: commentBankProcedures(os, domain),
    lessons: lessonsProcedures(os, domain, () => workspaces.current().openedCopies),
    moodle: moodleProcedures(os, workspaces),
    timetable: timetableProcedures(os, domain),
    progression: progressionProcedures(os, domain),
    reuse: reuseProcedures(os, domain),
    sync: syncProcedures(os, workspaces),
    today: {
      overview: os.today.overview.handler(() =>
        todayHandlers.overview(domain(), workspaces.current().sync.status()),
      ),
    },
    library: libraryProcedures(os, domain),
    search: { find: os.search.find.handler(({ input }) => searchHandlers.find(domain(), input)) },
    settings: {
      get: os.settings.get.handler(() => settingsHandlers.get(domain())),
      save: os.settings.save.handler(({ input }) => settingsHandlers.save(domain(), input)),
      doctor: os.settings.doctor.handler(() => settingsHandlers.doctor(domain())),
      repair: os.settings.repair.handler(() => settingsHandlers.repair(domain())),
      writeSupportFile: os.settings.writeSupportFile.handler(({ input }) =>
        workspaces.writeSupportFile(input.path),
      ),
      backUp: os.settings.backUp.handler(({ input }) => settingsHandlers.backUp(domain(), input)),
    },
    erasure: erasureProcedures(os, workspaces),
    lock: lockProcedures(os, lock),
    policies: { read: os.policies.read.handler(() => describePolicies(workspaces.policies)) },
    watch: watchProcedures(os, workspaces),
    events: { subscribe: os.events.subscribe.handler(({ signal }) => events.subscribe(signal)) },
  });
}

/** The contract of an engine that could not start: every call says why. */
export function createFailedRouter(failure: CartableError) {
  const nothing = {
    workspaces: undefined as unknown as Workspaces,
    lock: undefined as unknown as AppLock,
    events: new EventHub(),
    logBug: () => '',
  };
  return createRouter(nothing, failure);
}
