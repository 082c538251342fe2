import { lessonsHandlers } from '../lessons/handlers.ts';
import type { OpenedCopies } from '../opened/opened-copies.ts';
import { progressionHandlers } from '../progression/handlers.ts';
import { reuseHandlers } from '../reuse/handlers.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import type { Domain, Implementer } from './implementer.ts';

export function lessonsProcedures(os: Implementer, domain: Domain, opened: () => OpenedCopies) {
  return {
    list: os.lessons.list.handler(({ input }) => lessonsHandlers.list(domain(), input)),
    get: os.lessons.get.handler(({ input }) => lessonsHandlers.get(domain(), input)),
    save: os.lessons.save.handler(({ input }) => lessonsHandlers.save(domain(), input)),
    remove: os.lessons.remove.handler(({ input }) => lessonsHandlers.remove(domain(), input)),
    restore: os.lessons.restore.handler(({ input }) => lessonsHandlers.restore(domain(), input)),
    ...documentProcedures(os, domain, opened),
    saveHomework: os.lessons.saveHomework.handler(({ input }) =>
      lessonsHandlers.saveHomework(domain(), input),
    ),
    removeHomework: os.lessons.removeHomework.handler(({ input }) =>
      lessonsHandlers.removeHomework(domain(), input),
    ),
    gradedHomework: os.lessons.gradedHomework.handler(({ input }) =>
      lessonsHandlers.gradedHomework(domain(), input),
    ),
    gradeHomework: os.lessons.gradeHomework.handler(({ input }) =>
      lessonsHandlers.gradeHomework(domain(), input),
    ),
    gradedIn: os.lessons.gradedIn.handler(({ input }) => lessonsHandlers.gradedIn(domain(), input)),
    importText: os.lessons.importText.handler(({ input, signal }) =>
      lessonsHandlers.importText(domain(), input, signal),
    ),
    exportText: os.lessons.exportText.handler(({ input }) => lessonsHandlers.exportText(domain(), input)),
    exportTexts: os.lessons.exportTexts.handler(({ input }) => lessonsHandlers.exportTexts(domain(), input)),
    keepPrinted: os.lessons.keepPrinted.handler(({ input }) => lessonsHandlers.keepPrinted(domain(), input)),
    load: os.lessons.load.handler(({ input }) => lessonsHandlers.load(domain(), input)),
    places: os.lessons.places.handler(({ input }) => lessonsHandlers.places(domain(), input)),
    publish: os.lessons.publish.handler(({ input }) => lessonsHandlers.publish(domain(), input)),
    versions: os.lessons.versions.handler(({ input }) => lessonsHandlers.versions(domain(), input)),
    version: os.lessons.version.handler(({ input }) => lessonsHandlers.version(domain(), input)),
    restoreVersion: os.lessons.restoreVersion.handler(({ input }) =>
      lessonsHandlers.restoreVersion(domain(), input),
    ),
    putBack: os.lessons.putBack.handler(({ input }) => lessonsHandlers.putBack(domain(), input)),
  };
}

/** The documents of lessons. */
function documentProcedures(os: Implementer, domain: Domain, opened: () => OpenedCopies) {
  return {
    attach: os.lessons.attach.handler(({ input, signal }) => lessonsHandlers.attach(domain(), input, signal)),
    attachPicture: os.lessons.attachPicture.handler(({ input, signal }) =>
      lessonsHandlers.attachPicture(domain(), input, signal),
    ),
    detach: os.lessons.detach.handler(({ input }) => lessonsHandlers.detach(domain(), input)),
    reattach: os.lessons.reattach.handler(({ input }) => lessonsHandlers.reattach(domain(), input)),
    setAtEnt: os.lessons.setAtEnt.handler(({ input }) => lessonsHandlers.setAtEnt(domain(), input)),
    setForTeacher: os.lessons.setForTeacher.handler(({ input }) =>
      lessonsHandlers.setForTeacher(domain(), input),
    ),
    openResource: os.lessons.openResource.handler(({ input }) => opened().open(input)),
    swapResources: os.lessons.swapResources.handler(({ input }) =>
      lessonsHandlers.swapResources(domain(), input),
    ),
  };
}

export function timetableProcedures(os: Implementer, domain: Domain) {
  const { timetable } = os;
  return {
    get: timetable.get.handler(() => timetableHandlers.get(domain())),
    propose: timetable.propose.handler(() => timetableHandlers.propose(domain())),
    saveSlot: timetable.saveSlot.handler(({ input }) => timetableHandlers.saveSlot(domain(), input)),
    previewIcs: timetable.previewIcs.handler(({ input }) => timetableHandlers.previewIcs(domain(), input)),
    addSlots: timetable.addSlots.handler(({ input }) => timetableHandlers.addSlots(domain(), input)),
    removeSlots: timetable.removeSlots.handler(({ input }) => timetableHandlers.removeSlots(domain(), input)),
    restoreSlots: timetable.restoreSlots.handler(({ input }) =>
      timetableHandlers.restoreSlots(domain(), input),
    ),
    saveCycle: timetable.saveCycle.handler(({ input }) => timetableHandlers.saveCycle(domain(), input)),
    saveException: timetable.saveException.handler(({ input }) =>
      timetableHandlers.saveException(domain(), input),
    ),
    removeException: timetable.removeException.handler(({ input }) =>
      timetableHandlers.removeException(domain(), input),
    ),
    restoreException: timetable.restoreException.handler(({ input }) =>
      timetableHandlers.restoreException(domain(), input),
    ),
    days: timetable.days.handler(({ input }) => timetableHandlers.days(domain(), input)),
    exportTo: timetable.exportTo.handler(({ input }) => timetableHandlers.exportTo(domain(), input)),
    next: timetable.next.handler(({ input }) => timetableHandlers.next(domain(), input)),
  };
}

export function progressionProcedures(os: Implementer, domain: Domain) {
  const { progression } = os;
  const answer = progressionHandlers;
  return {
    sequences: progression.sequences.handler(({ input }) => answer.sequences(domain(), input)),
    years: progression.years.handler(() => answer.years(domain())),
    saveSequence: progression.saveSequence.handler(({ input }) => answer.saveSequence(domain(), input)),
    removeSequence: progression.removeSequence.handler(({ input }) => answer.removeSequence(domain(), input)),
    restoreSequence: progression.restoreSequence.handler(({ input }) =>
      answer.restoreSequence(domain(), input),
    ),
    plan: progression.plan.handler(({ input }) => answer.plan(domain(), input)),
    savePlan: progression.savePlan.handler(({ input }) => answer.savePlan(domain(), input)),
    board: progression.board.handler(({ input }) => answer.board(domain(), input)),
    preview: progression.preview.handler(({ input }) => answer.preview(domain(), input)),
    arrange: progression.arrange.handler(({ input }) => answer.arrange(domain(), input)),
    putBack: progression.putBack.handler(({ input }) => answer.putBack(domain(), input)),
    year: progression.year.handler(({ input }) => answer.year(domain(), input)),
  };
}

export function reuseProcedures({ reuse }: Implementer, domain: Domain) {
  const answer = reuseHandlers;
  return {
    sources: reuse.sources.handler(() => answer.sources(domain())),
    preview: reuse.preview.handler(({ input }) => answer.preview(domain(), input)),
    copy: reuse.copy.handler(({ input }) => answer.copy(domain(), input)),
    putBack: reuse.putBack.handler(({ input }) => answer.putBack(domain(), input)),
    keep: reuse.keep.handler(({ input }) => answer.keep(domain(), input)),
    writeFile: reuse.writeFile.handler(({ input, signal }) => answer.writeFile(domain(), input, signal)),
    openFile: reuse.openFile.handler(({ input, signal }) => answer.openFile(domain(), input, signal)),
    removeTemplate: reuse.removeTemplate.handler(({ input }) => answer.removeTemplate(domain(), input)),
    restoreTemplate: reuse.restoreTemplate.handler(({ input }) => answer.restoreTemplate(domain(), input)),
  };
}
