import type * as z from 'zod';
import {
  calendarAccessCall,
  canAddDiscussionCall,
  courseContentsCall,
  discussionsCall,
  eventsCall,
  forumsCall,
  privateFilesCall,
  privateFilesInfoCall,
} from './course-requests.ts';
import type { calendarAccess, MoodleDiscussion, MoodleEvents, MoodleForum } from './course-wire.ts';
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
import { type LeftDocument, leftAfter, leftBefore, stayingOf, without } from './left-documents.ts';
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
    /** The documents that would not go with an announcement, or are in none that is there. */
    readonly left: readonly LeftDocument[];
  }[];
  /** The documents that go nowhere. */
  readonly staying: readonly LeftDocument[];
  /** Null: the teacher has no files of their own at Moodle, or the lesson has none to bring. `left`: those that are not there. */
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
  const { functions, usermaxuploadfilesize } = required(site());
  const offers = new Set(functions.map((one) => one.name));
  const staying = stayingOf(lesson, usermaxuploadfilesize);
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
    forums: offers.has('mod_forum_add_discussion')
      ? await readForums(line, { course, lesson, staying }, open)
      : [],
    staying,
    files: filesIn(told, without(lesson.files, staying)),
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
  const isHidden =
    told?.warnings?.some(
      ({ item, itemid }) =>
        String(item) === String(course.groupId) || (item === 'course' && itemid === course.id),
    ) === true;
  if (told === null || isHidden) return null;
  const found = told.events.find(
    ({ courseid, description }) => courseid === course.id && isOf(lesson.id, description ?? ''),
  );
  if (found === undefined) return { state: 'absent', eventId: null };
  const stored = { title: found.name, html: found.description ?? '', at: found.timestart };
  return { state: stateOf(lesson.id, stored, eventOf(lesson)), eventId: found.id };
}

interface Asked {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly staying: readonly LeftDocument[];
}

async function readForums(
  line: Line,
  asked: Asked,
  forums: readonly MoodleForum[],
): Promise<CourseNow['forums']> {
  const questions = new Questions();
  const answers = forums.map((forum) => ({
    forum,
    told: questions.add(discussionsCall(forum.id)),
    may: questions.add(canAddDiscussionCall(forum.id, asked.course.groupId)),
  }));
  await questions.ask(line);
  return answers.flatMap(({ forum, told, may }) => {
    const discussions = optional(told())?.discussions;
    // What cannot be read cannot be told to be there already: nothing is written to it.
    if (discussions === undefined) return [];
    const found = discussions.find(({ message }) => isOf(asked.lesson.id, message));
    const allowed = optional(may());
    if (found === undefined && allowed?.status !== true) return [];
    return [forumNow(asked, forum, { found, mayAttach: allowed?.cancreateattachment === true })];
  });
}

function forumNow(
  { lesson, staying }: Asked,
  forum: MoodleForum,
  { found, mayAttach }: { readonly found: MoodleDiscussion | undefined; readonly mayAttach: boolean },
): CourseNow['forums'][number] {
  const about = { id: forum.id, name: nameOf(forum.name), isNews: forum.type === 'news' };
  if (found === undefined)
    return { ...about, state: 'absent', left: leftBefore(lesson, forum, { mayAttach, staying }) };
  const stored = { title: found.subject, html: found.message, at: 0 };
  return {
    ...about,
    state: stateOf(lesson.id, stored, announcementOf(lesson)),
    left: leftAfter(lesson, found),
  };
}

function filesIn(
  told: { readonly files: readonly { filename: string; filesize?: number | null | undefined }[] } | null,
  files: Lesson['files'],
): CourseNow['files'] {
  if (told === null || files.length === 0) return null;
  const left = filesLeft({ files }, told.files);
  const state = left.length === 0 ? 'there' : left.length === files.length ? 'absent' : 'changed-here';
  return { state, left };
}
