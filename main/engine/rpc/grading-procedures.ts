import { adjustGrade } from '../grading/adjustments.ts';
import { annotationsHandlers } from '../grading/annotations.ts';
import { anonymityHandlers } from '../grading/anonymity.ts';
import { saveRules } from '../grading/assignment-rules.ts';
import { blindMarkHandlers } from '../grading/blind-marks.ts';
import { commentBankHandlers } from '../grading/comment-bank.ts';
import { criteriaHandlers } from '../grading/criteria.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { saveHandling } from '../grading/handling.ts';
import { referencesHandlers } from '../grading/references.ts';
import { teamsHandlers } from '../grading/save-grade.ts';
import type { Domain, Implementer } from './implementer.ts';

export function gradingProcedures(os: Implementer, domain: Domain) {
  return {
    ...criteriaProcedures(os, domain),
    ...fileProcedures(os, domain),
    assignments: os.grading.assignments.handler(({ input }) => gradingHandlers.assignments(domain(), input)),
    submissions: os.grading.submissions.handler(({ input }) => gradingHandlers.submissions(domain(), input)),
    submission: os.grading.submission.handler(({ input }) => gradingHandlers.submission(domain(), input)),
    findInAnswers: os.grading.findInAnswers.handler(({ input }) =>
      gradingHandlers.findInAnswers(domain(), input),
    ),
    saveGrade: os.grading.saveGrade.handler(({ input }) => gradingHandlers.saveGrade(domain(), input)),
    outgrownGrades: os.grading.outgrownGrades.handler(() => gradingHandlers.outgrownGrades(domain())),
    rescaleGrades: os.grading.rescaleGrades.handler(({ input }) =>
      gradingHandlers.rescaleGrades(domain(), input),
    ),
    restoreOutgrown: os.grading.restoreOutgrown.handler(({ input }) =>
      gradingHandlers.restoreOutgrown(domain(), input),
    ),
    publish: os.grading.publish.handler(({ input }) => gradingHandlers.publish(domain(), input)),
    adjustGrade: os.grading.adjustGrade.handler(({ input }) => adjustGrade(domain(), input)),
    saveHandling: os.grading.saveHandling.handler(({ input }) => saveHandling(domain(), input)),
    hideNames: os.grading.hideNames.handler(({ input }) => anonymityHandlers.hideNames(domain(), input)),
    namesHistory: os.grading.namesHistory.handler(({ input }) =>
      anonymityHandlers.namesHistory(domain(), input),
    ),
    blindMarks: os.grading.blindMarks.handler(({ input }) => blindMarkHandlers.blindMarks(domain(), input)),
    saveBlindMark: os.grading.saveBlindMark.handler(({ input }) =>
      blindMarkHandlers.saveBlindMark(domain(), input),
    ),
    teams: os.grading.teams.handler(({ input }) => teamsHandlers.teams(domain(), input)),
    saveTeams: os.grading.saveTeams.handler(({ input }) => teamsHandlers.saveTeams(domain(), input)),
    setApart: os.grading.setApart.handler(({ input }) => teamsHandlers.setApart(domain(), input)),
    saveRules: os.grading.saveRules.handler(({ input }) => saveRules(domain(), input)),
    saveComment: os.grading.saveComment.handler(({ input }) => gradingHandlers.saveComment(domain(), input)),
  };
}

/** Files given back with a copy, those that were brought in for it, and those that it is read beside. */
function fileProcedures(os: Implementer, domain: Domain) {
  return {
    attachFeedback: os.grading.attachFeedback.handler(({ input, signal }) =>
      gradingHandlers.attachFeedback(domain(), input, signal),
    ),
    removeFeedback: os.grading.removeFeedback.handler(({ input }) =>
      gradingHandlers.removeFeedback(domain(), input),
    ),
    removeCollected: os.grading.removeCollected.handler(({ input }) =>
      gradingHandlers.removeCollected(domain(), input),
    ),
    restoreCollected: os.grading.restoreCollected.handler(({ input }) =>
      gradingHandlers.restoreCollected(domain(), input),
    ),
    restoreFeedback: os.grading.restoreFeedback.handler(({ input }) =>
      gradingHandlers.restoreFeedback(domain(), input),
    ),
    references: os.grading.references.handler(({ input }) => referencesHandlers.references(domain(), input)),
    chooseReference: os.grading.chooseReference.handler(({ input }) =>
      referencesHandlers.chooseReference(domain(), input),
    ),
    bringReference: os.grading.bringReference.handler(({ input, signal }) =>
      referencesHandlers.bringReference(domain(), input, signal),
    ),
  };
}

function criteriaProcedures(os: Implementer, domain: Domain) {
  const { grading } = os;
  return {
    criteria: grading.criteria.handler(({ input }) => criteriaHandlers.criteria(domain(), input)),
    saveCriteria: grading.saveCriteria.handler(({ input }) => criteriaHandlers.saveCriteria(domain(), input)),
    criteriaSchemes: grading.criteriaSchemes.handler(({ input }) =>
      criteriaHandlers.criteriaSchemes(domain(), input),
    ),
    criterionMarks: grading.criterionMarks.handler(({ input }) =>
      criteriaHandlers.criterionMarks(domain(), input),
    ),
    saveCriterionMark: grading.saveCriterionMark.handler(({ input }) =>
      criteriaHandlers.saveCriterionMark(domain(), input),
    ),
  };
}

export function annotationsProcedures(os: Implementer, domain: Domain) {
  return {
    read: os.annotations.read.handler(({ input }) => annotationsHandlers.read(domain(), input)),
    base: os.annotations.base.handler(({ input }) => annotationsHandlers.base(domain(), input)),
    keep: os.annotations.keep.handler(({ input }) => annotationsHandlers.keep(domain(), input)),
    compose: os.annotations.compose.handler(({ input }) => annotationsHandlers.compose(domain(), input)),
    unfinished: os.annotations.unfinished.handler(() => annotationsHandlers.unfinished(domain())),
  };
}

export function commentBankProcedures(os: Implementer, domain: Domain) {
  const bank = os.commentBank;
  return {
    list: bank.list.handler(({ input }) => commentBankHandlers.list(domain(), input)),
    proposals: bank.proposals.handler(() => commentBankHandlers.proposals(domain())),
    save: bank.save.handler(({ input }) => commentBankHandlers.save(domain(), input)),
    remove: bank.remove.handler(({ input }) => commentBankHandlers.remove(domain(), input)),
    restore: bank.restore.handler(({ input }) => commentBankHandlers.restore(domain(), input)),
    move: bank.move.handler(({ input }) => commentBankHandlers.move(domain(), input)),
    use: bank.use.handler(({ input }) => commentBankHandlers.use(domain(), input)),
    ignore: bank.ignore.handler(({ input }) => commentBankHandlers.ignore(domain(), input)),
    importFrom: bank.importFrom.handler(({ input }) => commentBankHandlers.importFrom(domain(), input)),
    exportTo: bank.exportTo.handler(({ input }) => commentBankHandlers.exportTo(domain(), input)),
  };
}
