import { CartableError } from '../../platform/cartable-error.ts';
import {
  addDiscussionCall,
  addPrivateFilesCall,
  createEventCall,
  deleteEventCall,
} from './course-requests.ts';
import { type Course, type DepositState, type Lesson, marked } from './deposit.ts';
import { draftOf, filesLeft, folderOf } from './deposit-files.ts';
import { type LeftDocument, without } from './left-documents.ts';
import type { Line } from './questions.ts';
import { announcementOf, type CourseNow, eventOf, readCourse } from './read-course.ts';

/** How a lesson goes to a course. */
export type Deposit =
  | { readonly as: 'event' }
  | {
      readonly as: 'announcement';
      readonly forumId: number;
      /** The documents without which the teacher lets it go, by their bytes. */
      readonly without: readonly string[];
    }
  | { readonly as: 'files' };

/**
 * Brings a lesson to a course, once: what is there is read first and again afterwards, so that one whose answer was lost is found and not
 * brought twice. What was changed on the web stays as it is there.
 *
 * @returns the course as it is then
 * @throws CartableError `moodle/changed-there`; `moodle/not-kept` where Moodle has not kept it, or the teacher may not; `moodle/no-room`; as
 * `MoodleApi.call`
 */
export async function depositLesson(
  line: Line,
  where: { readonly course: Course; readonly lesson: Lesson },
  deposit: Deposit,
): Promise<CourseNow> {
  const { course, lesson } = where;
  const now = await readCourse(line, course, lesson);
  const state = stateIn(now, deposit);
  if (state === 'there') return now;
  // An announcement has been read, and was sent by mail: it is changed where it stands, if at all.
  const isKeptAsItIs =
    state === 'changed-there' || (state === 'changed-here' && deposit.as === 'announcement');
  if (isKeptAsItIs) throw new CartableError('moodle/changed-there', {}, 'never');
  if (state === null) throw new CartableError('moodle/not-kept', {}, 'never');
  if (deposit.as === 'event') await writeEvent(line, where, now.event?.eventId ?? null);
  else if (deposit.as === 'announcement')
    await announce(line, where, { deposit, left: leftIn(now, deposit) });
  else await addFiles(line, lesson, now.files?.left ?? []);
  const after = await readCourse(line, course, lesson);
  if (stateIn(after, deposit) !== 'there') throw new CartableError('moodle/not-kept', {}, 'later');
  return after;
}

function stateIn({ event, forums, files }: CourseNow, deposit: Deposit): DepositState | null {
  if (deposit.as === 'event') return event?.state ?? null;
  if (deposit.as === 'files') return files?.state ?? null;
  return forums.find(({ id }) => id === deposit.forumId)?.state ?? null;
}

type Announcement = Extract<Deposit, { as: 'announcement' }>;

const leftIn = ({ forums }: CourseNow, { forumId }: Announcement) =>
  forums.find(({ id }) => id === forumId)?.left ?? [];

interface Where {
  readonly course: Course;
  readonly lesson: Lesson;
}

/** An event of ours that says something else goes first: no function of the mobile service changes its text alone. */
async function writeEvent(line: Line, { course, lesson }: Where, before: number | null): Promise<void> {
  const { api, token, signal } = line;
  if (before !== null) await api.call(token, deleteEventCall(before), signal);
  const said = eventOf(lesson);
  const event = {
    name: said.title,
    description: marked(lesson.id, said),
    courseid: course.id,
    groupid: course.groupId,
    timestart: said.at,
  };
  await api.call(token, createEventCall(event), signal);
}

/** Sent by mail, it could not be made whole afterwards: it goes without those documents alone that the teacher was shown. */
async function announce(
  line: Line,
  { course, lesson }: Where,
  { deposit, left }: { readonly deposit: Announcement; readonly left: readonly LeftDocument[] },
): Promise<void> {
  const unseen = left.find(({ sha256 }) => !deposit.without.includes(sha256));
  if (unseen !== undefined) throw new CartableError('moodle/no-room', { name: unseen.name }, 'after-user');
  const files = without(lesson.files, left);
  const said = announcementOf(lesson);
  const post = {
    forumid: deposit.forumId,
    subject: said.title,
    message: marked(lesson.id, said),
    groupid: course.groupId,
    draftId: files.length === 0 ? null : await draftOf(line, lesson, filesLeft({ files }, [])),
  };
  await line.api.call(line.token, addDiscussionCall(post), line.signal);
}

async function addFiles(
  line: Line,
  lesson: Lesson,
  left: readonly { readonly name: string; readonly sha256: string }[],
): Promise<void> {
  const draftId = await draftOf(line, lesson, left, folderOf(lesson));
  await line.api.call(line.token, addPrivateFilesCall(draftId), line.signal);
}
