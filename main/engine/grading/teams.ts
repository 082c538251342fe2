import * as z from 'zod';
import type { Team } from '../../../preload/contract/teams.ts';
import type { Db } from '../store/store.ts';

/*
 * Rows of the teams of an assignment. The ENT knows a grade a submission: who is graded together is this computer's alone, but for the teams that
 * hand in together at a Moodle, which come with their copies.
 */

/** An assignment's teams in their order, members in that of their copies. */
export function readTeams(db: Db, assignmentId: string): Team[] {
  const rows = db
    .prepare(
      `SELECT team.id, name, submission_id AS submissionId, is_apart AS isApart FROM team
       JOIN team_member ON team_id = team.id WHERE assignment_id = ? ORDER BY position, team.id, submission_id`,
    )
    .all(assignmentId) as { id: string; name: string; submissionId: string; isApart: 0 | 1 }[];
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, members]) => ({
    id,
    name: members[0]?.name ?? '',
    members: members.map(({ submissionId, isApart }) => ({ submissionId, isApart: isApart === 1 })),
  }));
}

/** Replaces an assignment's teams. Call inside a transaction. */
export function writeTeams(db: Db, assignmentId: string, teams: readonly Team[]): void {
  db.prepare('DELETE FROM team WHERE assignment_id = ?').run(assignmentId);
  const insert = db.prepare('INSERT INTO team (id, assignment_id, name, position) VALUES (?, ?, ?, ?)');
  const join = db.prepare('INSERT INTO team_member (submission_id, team_id, is_apart) VALUES (?, ?, ?)');
  for (const [position, { id, name, members }] of teams.entries()) {
    insert.run(id, assignmentId, name, position);
    for (const { submissionId, isApart } of members) join.run(submissionId, id, Number(isApart));
  }
}

/** The other copies that are graded together with one; none for a copy without a team, or apart. */
export function readTeammates(db: Db, submissionId: string): string[] {
  return db
    .prepare(
      `SELECT mate.submission_id FROM team_member own JOIN team_member mate ON mate.team_id = own.team_id
       JOIN submission ON submission.id = mate.submission_id
       WHERE own.submission_id = :submissionId AND own.is_apart = 0 AND mate.is_apart = 0
         AND mate.submission_id <> :submissionId ORDER BY mate.submission_id`,
    )
    .pluck()
    .all({ submissionId }) as string[];
}

/** Whether a copy is graded apart from its team; null without one. */
export function isApart(db: Db, submissionId: string): boolean | null {
  const apart = db
    .prepare('SELECT is_apart FROM team_member WHERE submission_id = ?')
    .pluck()
    .get(submissionId);
  return apart === undefined ? null : apart === 1;
}

/** Grades a member apart from its team, or with it. Call inside a transaction. */
export function writeApart(db: Db, submissionId: string, isToBeApart: boolean): void {
  db.prepare('UPDATE team_member SET is_apart = ? WHERE submission_id = ?').run(
    Number(isToBeApart),
    submissionId,
  );
}

const serverTeam = z.object({ id: z.string(), name: z.string() });

/**
 * Takes over with whom a copy was handed in. What the teacher made of it since stays: who is graded apart stays so, and teams that were made here
 * are left alone where the server says nothing. Call inside a transaction.
 */
export function applyTeam(
  db: Db,
  { submissionId, assignmentId }: { readonly submissionId: string; readonly assignmentId: string },
  told: unknown,
): void {
  const { data } = serverTeam.safeParse(told);
  if (data === undefined) return;
  const teamId = `${assignmentId} ${data.id}`;
  db.prepare(
    `INSERT INTO team (id, assignment_id, name, position)
     VALUES (:teamId, :assignmentId, :name, (SELECT COUNT(*) FROM team WHERE assignment_id = :assignmentId))
     ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
  ).run({ teamId, assignmentId, name: data.name });
  db.prepare(
    `INSERT INTO team_member (submission_id, team_id, is_apart) VALUES (?, ?, 0)
     ON CONFLICT (submission_id) DO UPDATE SET team_id = excluded.team_id`,
  ).run(submissionId, teamId);
}
