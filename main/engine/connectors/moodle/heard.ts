/** A list by assignment, and what it says of those that are not in it. */
export interface ListReply {
  readonly assignments: readonly { readonly assignmentid: number }[];
  readonly warnings?:
    | readonly { readonly itemid?: number | undefined; readonly warningcode?: string | undefined }[]
    | undefined;
}

/** « No submissions found », « No grades found », « No user flags found ». */
const NOTHING_FOUND = '3';

/** « No access rights in module context », « No access rights in course context ». */
export const NO_ACCESS = '1';

/**
 * True when a list tells of an assignment, be it that there is nothing.
 *
 * mod/assign/externallib.php leaves out what it could not look into, for whatever reason, a database in trouble among them, and says so in a warning
 * alone: that is no empty list, and nothing of it is gone.
 */
export function isHeard({ assignments, warnings = [] }: ListReply, assignmentId: number): boolean {
  return (
    assignments.some(({ assignmentid }) => assignmentid === assignmentId) ||
    warnings.some(({ itemid, warningcode }) => itemid === assignmentId && warningcode === NOTHING_FOUND)
  );
}
