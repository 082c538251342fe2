import type * as z from 'zod';
import {
  calendarAccessCall,
  courseContentsCall,
  discussionsCall,
  eventsCall,
  forumsCall,
  privateFilesCall,
  privateFilesInfoCall,
} from './course-requests.ts';
import type { calendarAccess, MoodleEvents, MoodleForum } from './course-wire.ts';
import {
  type Course,
  type DepositState,
  isOf,
  type Lesson,
  type Said,
  stateOf,
  titleFor,
} from './deposit.ts';
import { filesLeft, folderOf } from './deposit-files.ts';
import { nameOf } from './html-text.ts';
import { type Line, optional, Questions, required } from './questions.ts';
import { siteInfoCall } from './requests.ts';

/** What a course has, and what of a lesson can go to it and is there. */
export interface CourseNow {
  readonly sections: readonly {
    readonly name: string;
    readonly modules: readonly { readonly name: string; readonly kind: string; readonly isHidden: boolean }[];
  }[];
  /** Null: the teacher may not write into the course's calendar. */
  readonly event: { readonly state: DepositState; readonly eventId: number | null } | null;
  /** Those in which the teacher may begin a discussion that the lesson's class alone reads. */
  readonly forums: readonly {
    readonly id: number;
    readonly name: string;
    readonly isNews: boolean;
    readonly state: DepositState;
    /** Whether it takes all of the lesson's documents: Moodle leaves out without a word what is too large, or one too many. */
    readonly hasRoom: boolean;
  }[];
  /** Null: the teacher has no files of their own at Moodle, or the lesson has none. `left`: those that are not there. */
  readonly files: {
    readonly state: DepositState;
    readonly left: readonly { name: string; sha256: string }[];
  } | null;
}

/** What a calendar says of a lesson. */
export const eventOf = ({ title, html, startsAt }: Lesson): Said => ({
  title: titleFor(title),
  html,
  at: startsAt,
});
/** What a forum says of it: a discussion has no time of its own. */
export const announcementOf = ({ title, html }: Lesson): Said => ({ title: titleFor(title), html, at: 0 });

/** Reads a course, and what is there of a lesson: in two requests. What the site does not offer is not there. */
export async function readCourse(line: Line, course: Course, lesson: Lesson): Promise<CourseNow> {
  const questions = new Questions();
  const site = questions.add(siteInfoCall());
  const contents = questions.add(courseContentsCall(course.id));
  const access = questions.add(calendarAccessCall(course.id));
  const events = questions.add(eventsCall(course.id, course.groupId));
  const forums = questions.add(forumsCall(course.id));
  const info = questions.add(privateFilesInfoCall(line.userId));
  const files = questions.add(privateFilesCall(line.userId, folderOf(lesson)));
  await questions.ask(line);
  const offers = new Set(required(site()).functions.map((one) => one.name));
  const sections = required(contents());
  const groupModes = new Map(
    sections.flatMap(({ modules }) => modules.map(({ id, groupmode = 0 }) => [id, groupmode] as const)),
  );
  const open = (optional(forums()) ?? []).filter(
    ({ cmid, cancreatediscussions = false }) =>
      cancreatediscussions && (course.groupId === null || (groupModes.get(cmid) ?? 0) > 0),
  );
  const told =
    offers.has('core_user_add_user_private_files') && optional(info()) !== null ? optional(files()) : null;
  return {
    sections: sections.map(({ name, modules }) => ({
      name: nameOf(name),
      modules: modules.map((one) => ({
        name: nameOf(one.name),
        kind: one.modname,
        isHidden: one.visible === false,
      })),
    })),
    event: mayWrite(optional(access()), course, offers) ? eventIn(optional(events()), course, lesson) : null,
    forums: offers.has('mod_forum_add_discussion') ? await readForums(line, open, lesson) : [],
    files: filesIn(told, lesson),
  };
}

/** An event that says something else by now is made anew: without both functions there is none. */
function mayWrite(
  access: z.infer<typeof calendarAccess> | null,
  { groupId }: Course,
  offers: ReadonlySet<string>,
): boolean {
  const isOffered =
    offers.has('core_calendar_create_calendar_events') && offers.has('core_calendar_delete_calendar_events');
  if (access === null || !isOffered) return false;
  return access.canmanageentries || (groupId !== null && access.canmanagegroupentries === true);
}

/** What cannot be read cannot be told to be there already: nothing is written then. */
function eventIn(told: MoodleEvents | null, course: Course, lesson: Lesson): CourseNow['event'] {
  const isHidden = told?.warnings?.some(({ item }) => String(item) === String(course.groupId)) === true;
  if (told === null || isHidden) return null;
  const found = told.events.find(
    ({ courseid, description }) => courseid === course.id && isOf(lesson.id, description ?? ''),
  );
  if (found === undefined) return { state: 'absent', eventId: null };
  const stored = { title: found.name, html: found.description ?? '', at: found.timestart };
  return { state: stateOf(lesson.id, stored, eventOf(lesson)), eventId: found.id };
}

async function readForums(
  line: Line,
  forums: readonly MoodleForum[],
  lesson: Lesson,
): Promise<CourseNow['forums']> {
  const questions = new Questions();
  const asked = forums.map((forum) => ({ forum, answer: questions.add(discussionsCall(forum.id)) }));
  await questions.ask(line);
  return asked.flatMap(({ forum, answer }) => {
    const { id, name, type } = forum;
    const told = optional(answer());
    // What cannot be read cannot be told to be there already: nothing is written to it.
    if (told === null) return [];
    const found = told.discussions.find(({ message }) => isOf(lesson.id, message));
    const stored = found && { title: found.subject, html: found.message, at: 0 };
    const state = stored === undefined ? 'absent' : stateOf(lesson.id, stored, announcementOf(lesson));
    return [{ id, name: nameOf(name), isNews: type === 'news', state, hasRoom: hasRoomFor(lesson, forum) }];
  });
}

function hasRoomFor({ files }: Lesson, { maxbytes = 0, maxattachments }: MoodleForum): boolean {
  const isAnyTooLarge = maxbytes > 0 && files.some(({ sizeBytes }) => sizeBytes > maxbytes);
  return !isAnyTooLarge && files.length <= (maxattachments ?? files.length);
}

function filesIn(
  told: { readonly files: readonly { filename: string; filesize?: number | null | undefined }[] } | null,
  lesson: Lesson,
): CourseNow['files'] {
  if (told === null || lesson.files.length === 0) return null;
  const left = filesLeft(lesson, told.files);
  const state = left.length === 0 ? 'there' : left.length === lesson.files.length ? 'absent' : 'changed-here';
  return { state, left };
}
