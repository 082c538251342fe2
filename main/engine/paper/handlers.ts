import type { SubmissionSummary } from '../../../preload/contract/domain.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import type { PilePreview, SheetForm, SheetWords } from '../../../preload/contract/paper.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { writeNewFile } from '../platform/whole-files.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { type PileRequest, readCodes } from './pile-file.ts';
import { readOwners, readSheets, writeSheet } from './repository.ts';
import { assignmentOfPile, codeOf, cutPile } from './rules.ts';
import { sheetsPdf } from './sheets-pdf.ts';
import { takePile } from './take-pile.ts';

/** Copies on paper: sheets to print, and the scanned pile. */
export const paperHandlers = {
  /**
   * Writes a PDF of sheets, one a student of an assignment.
   *
   * @throws CartableError `store/not-found`, as `replaceChosenFile`
   */
  async writeSheets(
    context: DomainContext,
    input: { assignmentId: string; path: string; form: SheetForm; words: SheetWords },
  ): Promise<{ studentCount: number }> {
    const { assignmentId, form, words } = input;
    const submissions = gradingHandlers.submissions(context, { assignmentId });
    const title = titleOf(context, assignmentId);
    const codes = codesOf(context, assignmentId, submissions);
    const sheets = submissions.map(({ id, student }) => ({ ...student, code: codes.get(id) ?? '' }));
    const bytes = await sheetsPdf(
      sheets,
      form,
      { assignment: title?.title ?? '', classGroup: title?.classGroupName ?? '' },
      words,
    );
    await replaceChosenFile(context, input.path, (draft) => writeNewFile(draft, [bytes]));
    return { studentCount: sheets.length };
  },

  /**
   * Whose pages a scanned pile holds. Changes nothing.
   *
   * @throws CartableError `store/not-found`, as `readCodes`; or the signal's reason
   */
  async readPile(
    context: DomainContext,
    { source, assignmentId: named }: PileRequest & { assignmentId?: string | undefined },
    signal?: AbortSignal,
  ): Promise<PilePreview> {
    const { sha256, pages } = await readCodes(context, source, signal);
    const codes = pages.map(({ code }) => code);
    const owners = readOwners(
      context.store.db,
      codes.filter((code) => code !== null),
    );
    const assignmentId = named ?? assignmentOfPile(codes, owners);
    if (assignmentId === null)
      return { sha256, assignment: null, pageCount: pages.length, parts: [], copies: [] };
    const assignment = titleOf(context, assignmentId);
    const submissions = gradingHandlers.submissions(context, { assignmentId });
    return {
      sha256,
      assignment,
      pageCount: pages.length,
      parts: cutPile(codes, owners, assignmentId).map((part) => {
        const { state, submissionId } = part;
        const isKnown = submissionId !== null && state !== 'other';
        return {
          ...part,
          submissionId: isKnown ? submissionId : null,
          written: submissionId === null ? null : ownerName(context, submissionId, state === 'other'),
        };
      }),
      copies: submissions.map(({ id, student }) => ({
        submissionId: id,
        name: listName(student),
      })),
    };
  },

  takePile,
};

function titleOf(context: DomainContext, assignmentId: string): PilePreview['assignment'] {
  const found = gradingHandlers.assignments(context, {}).find(({ id }) => id === assignmentId);
  if (found === undefined) throw new CartableError('store/not-found', {}, 'never');
  const { id, title, classGroupName } = found;
  return { id, title, classGroupName };
}

/** A sheet that was printed once stays good: its code is never changed. */
function codesOf(
  { store, random, clock }: DomainContext,
  assignmentId: string,
  submissions: readonly SubmissionSummary[],
): ReadonlyMap<string, string> {
  return store.write(() => {
    const codes = new Map(readSheets(store.db, assignmentId));
    for (const { id: submissionId } of submissions) {
      if (codes.has(submissionId)) continue;
      const code = codeOf(random.id());
      writeSheet(store.db, { code, submissionId, madeAt: clock.now() });
      codes.set(submissionId, code);
    }
    return codes;
  });
}

function ownerName(context: DomainContext, submissionId: string, withAssignment: boolean): string {
  const { student, assignment } = gradingHandlers.submission(context, { submissionId });
  const name = listName(student);
  return withAssignment ? `${name} (${assignment.title}, ${assignment.classGroupName})` : name;
}
