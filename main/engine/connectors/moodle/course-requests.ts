import {
  calendarAccess,
  canAddDiscussion,
  courseContents,
  discussionAdded,
  discussionsReply,
  eventsReply,
  filesReply,
  forums,
  nothing,
  privateFilesInfo,
} from './course-wire.ts';

/** Web services of a course, its calendar and its forums, and of the teacher's own files (see requests.ts). */

/** course/externallib.php, `get_course_contents`; without what lies in each module. */
export const courseContentsCall = (courseid: number) => ({
  name: 'core_course_get_contents',
  parameters: { courseid, options: [{ name: 'excludecontents', value: true }] },
  shape: courseContents,
});

/** calendar/externallib.php, `get_calendar_access_information`: moodle/calendar:manageentries in the course. */
export const calendarAccessCall = (courseid: number) => ({
  name: 'core_calendar_get_calendar_access_information',
  parameters: { courseid },
  shape: calendarAccess,
});

/** calendar/externallib.php, `get_calendar_events`: of one course, and of a group where one is named. */
export const eventsCall = (courseid: number, groupid: number | null) => ({
  name: 'core_calendar_get_calendar_events',
  parameters: {
    events: { courseids: [courseid], groupids: groupid === null ? [] : [groupid] },
    options: { userevents: false, siteevents: false, timestart: 0, timeend: 0, ignorehidden: false },
  },
  shape: eventsReply,
  isRaw: true,
});

/** calendar/externallib.php, `create_calendar_events`: what the teacher may not create becomes a warning, and no event. */
export const createEventCall = (event: {
  readonly name: string;
  readonly description: string;
  readonly courseid: number;
  readonly groupid: number | null;
  readonly timestart: number;
}) => ({
  name: 'core_calendar_create_calendar_events',
  parameters: {
    events: [
      {
        ...event,
        groupid: event.groupid ?? 0,
        format: 1,
        eventtype: event.groupid === null ? 'course' : 'group',
      },
    ],
  },
  shape: eventsReply,
  isRaw: true,
});

/** calendar/externallib.php, `delete_calendar_events`. */
export const deleteEventCall = (eventid: number) => ({
  name: 'core_calendar_delete_calendar_events',
  parameters: { events: [{ eventid, repeat: false }] },
  shape: nothing,
});

/** mod/forum/externallib.php, `get_forums_by_courses`. */
export const forumsCall = (courseid: number) => ({
  name: 'mod_forum_get_forums_by_courses',
  parameters: { courseids: [courseid] },
  shape: forums,
});

/** mod/forum/externallib.php, `can_add_discussion`. */
export const canAddDiscussionCall = (forumid: number, groupid: number | null) => ({
  name: 'mod_forum_can_add_discussion',
  parameters: { forumid, ...(groupid === null ? {} : { groupid }) },
  shape: canAddDiscussion,
});

/** mod/forum/externallib.php, `get_forum_discussions`; without a page, all of them. */
export const discussionsCall = (forumid: number) => ({
  name: 'mod_forum_get_forum_discussions',
  parameters: { forumid },
  shape: discussionsReply,
  isRaw: true,
});

/** mod/forum/externallib.php, `add_discussion`: files come from a draft area, where the teacher may join some. */
export const addDiscussionCall = (post: {
  readonly forumid: number;
  readonly subject: string;
  readonly message: string;
  readonly groupid: number | null;
  readonly draftId: number | null;
}) => ({
  name: 'mod_forum_add_discussion',
  parameters: {
    forumid: post.forumid,
    subject: post.subject,
    message: post.message,
    groupid: post.groupid ?? -1,
    options: post.draftId === null ? [] : [{ name: 'attachmentsid', value: post.draftId }],
  },
  shape: discussionAdded,
});

/** user/externallib.php, `get_private_files_info`. */
export const privateFilesInfoCall = (userid: number) => ({
  name: 'core_user_get_private_files_info',
  parameters: { userid },
  shape: privateFilesInfo,
});

/** files/externallib.php, `get_files`: of one folder of the teacher's private files; none where there is no such folder. */
export const privateFilesCall = (userid: number, filepath: string) => ({
  name: 'core_files_get_files',
  parameters: {
    contextid: -1,
    component: 'user',
    filearea: 'private',
    itemid: 0,
    filepath,
    filename: '',
    contextlevel: 'user',
    instanceid: userid,
  },
  shape: filesReply,
});

/** user/externallib.php, `add_user_private_files`: a file of the same place and name is replaced. */
export const addPrivateFilesCall = (draftid: number) => ({
  name: 'core_user_add_user_private_files',
  parameters: { draftid },
  shape: nothing,
});
