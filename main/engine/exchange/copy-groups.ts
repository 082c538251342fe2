import type { SubmissionSummary } from '../../../preload/contract/domain.ts';
import type { CopyGroup } from '../../../preload/contract/exchange.ts';
import type { ArchiveFile } from './archive.ts';
import { commonWords, readArchivePath } from './archive-paths.ts';
import { NameInPath } from './name-in-path.ts';
import { NameFinder, type NameMatch, nameWords } from './names.ts';

/** As a name says it; `known`: it leaves that open, among `ids` or nobody, and the number was said to be `id`'s before. */
type FoundStudent =
  | NameMatch
  | { readonly match: 'known'; readonly id: string; readonly ids: readonly string[] };

/** The files of an archive that one student seems to have made. */
export interface FoundGroup extends Omit<CopyGroup, 'files' | 'candidates' | 'match' | 'submissionId'> {
  readonly found: FoundStudent;
  readonly participant: string | null;
  readonly files: readonly { readonly file: ArchiveFile; readonly name: string }[];
}

/**
 * Sets the files of an archive apart by whose they are.
 *
 * Moodle's files by the name in their path, and by a number that is known of a copy where the name does not tell (with
 * hidden identities there is none): never against it, for a number may have been given to the wrong student. Others by the names found in their path, alike files of one folder together.
 * @param numbers the copy of each participant's number that is known
 */
export function groupFiles(
  files: readonly ArchiveFile[],
  submissions: readonly SubmissionSummary[],
  numbers: ReadonlyMap<string, string>,
): FoundGroup[] {
  const people = submissions.map(({ id, student }) => ({ ...student, id }));
  const read = files.map((file) => ({ file, ...readArchivePath(file.path) }));
  const names = new Set(people.flatMap(({ lastName, firstName }) => nameWords(`${lastName} ${firstName}`)));
  const common = commonWords([...new Set(read.map(({ who }) => who))], names);
  const inPath = new NameInPath(people, common);
  const inMoodle = new NameFinder(people);
  const find = ({ who, participant }: (typeof read)[number]): FoundStudent => {
    if (participant === null) return inPath.find(who);
    const whole = inMoodle.find(who);
    const named = whole.match === 'sure' ? whole : better(inPath.find(who), whole);
    return orKnown(named, numbers.get(participant));
  };
  const groups = new Map<string, FoundGroup & { files: { file: ArchiveFile; name: string }[] }>();
  for (const one of read) {
    const found = find(one);
    const { who, participant, file, fileName: name } = one;
    const key = keyOf(found, who, participant);
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { key: file.index, written: who, found, participant, files: [{ file, name }] });
    else group.files.push({ file, name });
  }
  return [...groups.values()];
}

/** A group's name before a student's (`2de 4-Zoé MARTIN`) is common to many: without it the name may be sure. */
function better(a: NameMatch, b: NameMatch): NameMatch {
  return a.match === 'sure' || b.match === 'none' ? a : b;
}

function orKnown(named: NameMatch, known: string | undefined): FoundStudent {
  if (known === undefined || named.match === 'sure') return named;
  const ids = named.match === 'doubtful' ? named.ids : [];
  return ids.length > 0 && !ids.includes(known) ? named : { match: 'known', id: known, ids };
}

function keyOf(found: FoundStudent, who: string, participant: string | null): string {
  if (found.match === 'sure') return `sure ${found.id}`;
  if (participant !== null) return `number ${participant}`;
  const folder = who.slice(0, Math.max(0, who.lastIndexOf('/')));
  // Files that lie side by side and mean the same students, or nobody, in a folder of their own.
  return found.match === 'none' || found.match === 'known' || folder === ''
    ? `path ${who}`
    : `folder ${folder} ${[...found.ids].sort().join(' ')}`;
}
