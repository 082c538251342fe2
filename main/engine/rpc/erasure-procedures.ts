import { readSettings } from '../settings/stored-settings.ts';
import { erase, letBack, listErasures, listStudents } from '../workspaces/erasure/erasures.ts';
import { previewErasure } from '../workspaces/erasure/preview.ts';
import { writeProof } from '../workspaces/erasure/proof-file.ts';
import { readYears } from '../workspaces/erasure/years.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { Implementer } from './implementer.ts';

/** Erasing a student or a school year on request. */
export function erasureProcedures(os: Implementer, workspaces: Workspaces) {
  const current = () => workspaces.current();
  return {
    years: os.erasure.years.handler(() => {
      const { store, domain } = current();
      const { keptYears } = readSettings(store.db, domain.policies);
      return readYears(store.db, domain.clock.now(), keptYears);
    }),
    students: os.erasure.students.handler(() => listStudents(current())),
    preview: os.erasure.preview.handler(({ input, signal }) => previewErasure(current(), input, signal)),
    erase: os.erasure.erase.handler(({ input: { subject, confirmation } }) =>
      erase(current(), subject, { askedBy: 'teacher', confirmation }),
    ),
    list: os.erasure.list.handler(() => listErasures(current())),
    writeProof: os.erasure.writeProof.handler(({ input }) => writeProof(current(), input)),
    letBack: os.erasure.letBack.handler(({ input }) => {
      letBack(current(), input.erasureId);
      return {};
    }),
  };
}
