import type { SubmissionSummary, Team } from '../../../../preload/contract/index.ts';

/** Which team a copy is in, by its place from 0; null: none. By copy. */
export type TeamPlaces = ReadonlyMap<string, number | null>;

/** Deals copies in their order into teams of a size; the last ones are not left to a team much smaller than the others. */
export function dealTeams(ids: readonly string[], size: number): TeamPlaces {
  const count = Math.max(1, Math.round(ids.length / Math.max(1, size)));
  return new Map(ids.map((id, index) => [id, Math.floor((index * count) / Math.max(1, ids.length))]));
}

/** In another order, by numbers from 0 to 1 that chance gives. */
export function shuffled<Value>(values: readonly Value[], chance: () => number): Value[] {
  return values
    .map((value) => ({ value, rank: chance() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

/** The places that teams say. */
export function placesOf(copies: readonly SubmissionSummary[], teams: readonly Team[]): TeamPlaces {
  const places = new Map(
    teams.flatMap(({ members }, place) => members.map(({ submissionId }) => [submissionId, place] as const)),
  );
  return new Map(copies.map(({ id }) => [id, places.get(id) ?? null]));
}

/** Teams that a file names: where everybody is, and by place each name, and the team that was called so before. */
export interface NamedTeams {
  readonly places: TeamPlaces;
  readonly names: readonly string[];
  readonly before: readonly (Team | undefined)[];
}

/** « Groupe 9 » comes before « Groupe 10 ». */
const byName = new Intl.Collator('fr', { numeric: true });

/** The teams that a file says; who is not in it is in none. */
export function teamsOfFile(
  copies: readonly SubmissionSummary[],
  members: readonly { readonly submissionId: string; readonly team: string }[],
  teams: readonly Team[],
): NamedTeams {
  const names = [...new Set(members.map(({ team }) => team))].sort(byName.compare);
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const places = new Map(members.map(({ submissionId, team }) => [submissionId, placeOf.get(team) ?? null]));
  return {
    places: new Map(copies.map(({ id }) => [id, places.get(id) ?? null])),
    names,
    before: names.map((name) => teams.find((team) => team.name === name)),
  };
}

/**
 * The teams that places say. Who stays in a team keeps its name, its id, and who of it is apart.
 *
 * @param make an id and a name for a team that is new, by its place
 */
export function teamsOf(
  places: TeamPlaces,
  before: readonly (Team | undefined)[],
  make: (place: number) => Pick<Team, 'id' | 'name'>,
): Team[] {
  const byPlace = Map.groupBy([...places], ([, place]) => place);
  return [...byPlace]
    .flatMap(([place, ids]) => (place === null ? [] : [{ place, ids: ids.map(([id]) => id) }]))
    .sort((a, b) => a.place - b.place)
    .map(({ place, ids }) => {
      const old = before[place];
      const apart = new Set(
        (old?.members ?? []).filter(({ isApart }) => isApart).map(({ submissionId }) => submissionId),
      );
      const { id, name } = old ?? make(place);
      return {
        id,
        name,
        members: ids.map((submissionId) => ({ submissionId, isApart: apart.has(submissionId) })),
      };
    });
}
