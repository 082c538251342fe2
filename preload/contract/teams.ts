import * as z from 'zod';
import { gradeMark, id, pointsTimes100 } from './domain.ts';

/** Of a team's name, in UTF-16 units. */
export const TEAM_NAME_MAX = 60;

/** A member of a team; `isApart`: graded by themselves, whatever the team gets. */
export const teamMember = z.object({ submissionId: id, isApart: z.boolean() });
export type TeamMember = z.infer<typeof teamMember>;

/** Students of an assignment who are graded once for all of them. */
export const team = z.object({
  id,
  name: z.string().trim().min(1).max(TEAM_NAME_MAX),
  members: z.array(teamMember).min(1).max(200),
});
export type Team = z.infer<typeof team>;

/**
 * Whether a member is graded apart, and the grade that undo gives back with what it was out of. `before`: the grade that was shown,
 * or that undo takes away; what has come from elsewhere since is not replaced, but shown beside it.
 */
export const standingApart = z.object({
  submissionId: id,
  isApart: z.boolean(),
  mark: gradeMark.optional(),
  before: gradeMark.optional(),
  outOfTimes100: pointsTimes100.optional(),
});
export type StandingApart = z.infer<typeof standingApart>;

/** No copy is in two teams. */
export const teams = z
  .array(team)
  .max(500)
  .refine((list) => {
    const all = list.flatMap(({ members }) => members.map(({ submissionId }) => submissionId));
    return new Set(all).size === all.length;
  });
