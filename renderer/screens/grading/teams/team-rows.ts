import type { SubmissionSummary, Team } from '../../../../preload/contract/index.ts';

/** What a listed copy is of its team. */
export interface CopyTeam {
  readonly team: Team;
  /** It is graded by itself. */
  readonly isApart: boolean;
  /** Who is graded with it, itself among them. */
  readonly together: readonly SubmissionSummary[];
}

export interface TeamRows {
  /** One copy for each team, one for each member apart, and those that are in no team; in the order given. */
  readonly rows: readonly SubmissionSummary[];
  /** By the copy that is listed. */
  readonly teamOf: ReadonlyMap<string, CopyTeam>;
  /** The listed copy of a member that is not. */
  readonly rowOf: ReadonlyMap<string, string>;
}

/** Copies as they are graded: a team is one row, led by the first of its members who handed something in. */
export function teamRows(copies: readonly SubmissionSummary[], teams: readonly Team[]): TeamRows {
  const teamOf = new Map<string, CopyTeam>();
  const rowOf = new Map<string, string>();
  for (const team of teams) {
    const apart = new Set(
      team.members.filter(({ isApart }) => isApart).map(({ submissionId }) => submissionId),
    );
    const own = new Set(team.members.map(({ submissionId }) => submissionId));
    const members = copies.filter(({ id }) => own.has(id));
    const together = members.filter(({ id }) => !apart.has(id));
    const lead = together.find(handedIn) ?? together[0];
    if (lead !== undefined) teamOf.set(lead.id, { team, isApart: false, together });
    for (const member of members) {
      if (apart.has(member.id)) teamOf.set(member.id, { team, isApart: true, together: [member] });
      else if (lead !== undefined && member.id !== lead.id) rowOf.set(member.id, lead.id);
    }
  }
  return { rows: copies.filter(({ id }) => !rowOf.has(id)), teamOf, rowOf };
}

function handedIn({ documentCount, status }: SubmissionSummary): boolean {
  return documentCount > 0 || status !== 'missing';
}
