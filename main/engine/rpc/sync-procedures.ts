import { listConflicts, resolveConflict } from '../sync/conflicts.ts';
import { listTakenBack, putBack, takeBack } from '../sync/taken-back.ts';
import { saveIdentity } from '../workspaces/account-row.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { Domain, Implementer } from './implementer.ts';

export function syncProcedures(os: Implementer, workspaces: Workspaces) {
  const sync = () => workspaces.current().sync;
  const domain: Domain = () => workspaces.current().domain;
  return {
    status: os.sync.status.handler(() => sync().status()),
    waiting: os.sync.waiting.handler(() => sync().waiting()),
    notices: os.sync.notices.handler(() => sync().notices()),
    ...decisionProcedures(os, workspaces),
    history: os.sync.history.handler(() => sync().history()),
    traffic: os.sync.traffic.handler(() => sync().traffic()),
    dismissUnknown: os.sync.dismissUnknown.handler(() => {
      sync().dismissUnknown();
      return {};
    }),
    conflicts: os.sync.conflicts.handler(() => listConflicts(workspaces.current().syncContext)),
    start: os.sync.start.handler(() => workspaces.sync()),
    cancel: os.sync.cancel.handler(() => {
      sync().cancel();
      return {};
    }),
    ...automaticProcedures(os, workspaces),
    ...settlingProcedures(os, workspaces),
    retryEdit: os.sync.retryEdit.handler(({ input }) => {
      sync().retryEdit(input.opId);
      domain().announce();
      return {};
    }),
    dropEdit: os.sync.dropEdit.handler(({ input }) => ({ takenBackIds: sync().dropEdit(input.opId) })),
  };
}

/** What the teacher decides where the ENT is not as it was. */
function decisionProcedures(os: Implementer, workspaces: Workspaces) {
  const sync = () => workspaces.current().sync;
  return {
    acceptDeletions: os.sync.acceptDeletions.handler(({ input }) => {
      sync().decideDeletions(input.setId, 'accepted');
      return {};
    }),
    refuseDeletions: os.sync.refuseDeletions.handler(({ input }) => {
      sync().decideDeletions(input.setId, 'refused');
      return {};
    }),
    deleteKept: os.sync.deleteKept.handler(async ({ input }) => {
      await sync().deleteKept(input.setId);
      return {};
    }),
    adoptDataset: os.sync.adoptDataset.handler(async ({ input }) => {
      const { store } = workspaces.current();
      await sync().adoptDataset(input.datasetId, (identity) => saveIdentity(store, identity));
      return {};
    }),
  };
}

/** What the teacher decides on edits and conflicts, and takes back. */
function settlingProcedures(os: Implementer, workspaces: Workspaces) {
  const sync = () => workspaces.current().syncContext;
  const announce = () => workspaces.current().domain.announce('grading', 'classes', 'lessons');
  return {
    resolveConflict: os.sync.resolveConflict.handler(({ input }) => {
      const takenBackIds = resolveConflict(sync(), input.conflictId, input.keep);
      announce();
      return { takenBackIds };
    }),
    takeBack: os.sync.takeBack.handler(({ input }) => {
      const takenBackIds = takeBack(sync(), input.opId);
      announce();
      return { takenBackIds };
    }),
    putBack: os.sync.putBack.handler(({ input }) => {
      putBack(sync(), input.takenBackIds);
      announce();
      return {};
    }),
    takenBack: os.sync.takenBack.handler(() => listTakenBack(sync())),
  };
}

function automaticProcedures(os: Implementer, workspaces: Workspaces) {
  const sync = () => workspaces.current().sync;
  return {
    pauseAutomatic: os.sync.pauseAutomatic.handler(({ input }) => {
      sync().pauseAutomatic(input.untilMs);
      return {};
    }),
    noticeNetwork: os.sync.noticeNetwork.handler(({ input }) => {
      workspaces.machine.tell(input);
      return {};
    }),
    resumeAutomatic: os.sync.resumeAutomatic.handler(() => {
      sync().resumeAutomatic();
      return {};
    }),
  };
}
