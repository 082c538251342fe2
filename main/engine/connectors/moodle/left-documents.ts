import type { MoodleDiscussion, MoodleForum } from './course-wire.ts';
import type { Lesson } from './deposit.ts';
import { filesLeft } from './deposit-files.ts';

/*
 * Documents of a lesson that do not go with it. Moodle leaves out of a post, without a word, what is too large, what is one too many, and
 * everything of whoever may attach nothing: it is told before by the limits, and after by what the post has.
 */

export type LeftReason = 'no-attachments' | 'too-large' | 'too-many' | 'not-here' | 'not-there';

export interface LeftDocument {
  readonly name: string;
  readonly sha256: string;
  readonly reason: LeftReason;
}

type Named = Pick<LeftDocument, 'name' | 'sha256'>;
const leftBy =
  (reason: LeftReason) =>
  ({ name, sha256 }: Named): LeftDocument => ({ name, sha256, reason });

/** What no way takes: what is not on this computer, and what is larger than a file may be at this site (-1, 0: as large as one likes). */
export function stayingOf({ files, away }: Lesson, largest = 0): LeftDocument[] {
  const tooLarge = files.filter(({ sizeBytes }) => largest > 0 && sizeBytes > largest);
  return [...away.map(leftBy('not-here')), ...tooLarge.map(leftBy('too-large'))];
}

/** The documents that are left when these are not brought. */
export function without<T extends Named>(files: readonly T[], left: readonly Named[]): T[] {
  const names = new Set(left.map(({ sha256 }) => sha256));
  return files.filter(({ sha256 }) => !names.has(sha256));
}

/** What an announcement would go without (mod/forum/lib.php, `forum_add_attachment`; a forum of one byte takes none). */
export function leftBefore(
  lesson: Lesson,
  { maxbytes = 0, maxattachments }: Pick<MoodleForum, 'maxbytes' | 'maxattachments'>,
  { mayAttach, staying }: { readonly mayAttach: boolean; readonly staying: readonly LeftDocument[] },
): LeftDocument[] {
  const able = without(lesson.files, staying);
  if (!mayAttach || maxattachments === 0 || maxbytes === 1)
    return [...staying, ...able.map(leftBy('no-attachments'))];
  const isTooLarge = ({ sizeBytes }: { readonly sizeBytes: number }) => maxbytes > 0 && sizeBytes > maxbytes;
  const fitting = able.filter((file) => !isTooLarge(file));
  return [
    ...staying,
    ...able.filter(isTooLarge).map(leftBy('too-large')),
    ...fitting.slice(maxattachments ?? fitting.length).map(leftBy('too-many')),
  ];
}

/** What an announcement that is there does not have, whoever left it out. Nothing where Moodle does not tell what it has. */
export function leftAfter(
  { files, away }: Lesson,
  { attachment, attachments }: MoodleDiscussion,
): LeftDocument[] {
  const hasSome = ![undefined, null, '', '0', 0, false].includes(attachment);
  if (attachments === undefined && hasSome) return [];
  const all = [...files, ...away];
  const lacked = new Set(filesLeft({ files: all }, attachments ?? []).map(({ sha256 }) => sha256));
  return all.filter(({ sha256 }) => lacked.has(sha256)).map(leftBy('not-there'));
}
