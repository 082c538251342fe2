import { multiple, single, value, withDefault, withEmptyDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { missingRecord, moodleException } from '../external/moodle-error.ts';
import { formatText } from '../external/texts.ts';
import type { FileArea } from '../site/file-storage.ts';
import { draftArea } from '../site/grading.ts';
import type { Forum, StoredFile } from '../site/rows.ts';
import { validateContext } from './access.ts';
import { areaFiles } from './plugins.ts';

/** mod/forum/lib.php `forum_user_can_post_discussion`: a news forum asks for a right of its own. */
function canPost({ site, user }: Call, { course, type }: Forum): boolean {
  return site.mayTeach(course, user.id, type === 'news' ? 'mod/forum:addnews' : 'mod/forum:startdiscussion');
}

/** `forum_can_create_attachment`: one byte at most means none. */
const canAttach = ({ site, user }: Call, { course, maxbytes, maxattachments }: Forum) =>
  maxattachments > 0 && maxbytes !== 1 && site.mayTeach(course, user.id, 'mod/forum:createattachment');

function openForum(call: Call, forumid: number): Forum {
  const forum = call.site.forums.find(({ id }) => id === forumid);
  if (forum === undefined) throw missingRecord('forum');
  validateContext(call, forum.course);
  return forum;
}

/** Where the files of a discussion's first post lie. */
export const attachmentArea = ({ contextid }: Forum, discussionid: number): FileArea => ({
  contextid,
  component: 'mod_forum',
  filearea: 'attachment',
  itemid: discussionid,
});

/** mod/forum/externallib.php `get_forums_by_courses`. */
export const getForumsByCourses = defineFunction({
  name: 'mod_forum_get_forums_by_courses',
  parameters: single({ courseids: withEmptyDefault(multiple(value('int'))) }),
  run: (call, { courseids }) =>
    call.site.forums
      .filter(
        ({ course }) => courseids.includes(course) && call.site.enrolment(course, call.user.id) !== undefined,
      )
      .map((forum) => ({
        id: forum.id,
        course: forum.course,
        type: forum.type,
        name: forum.name,
        intro: '',
        introformat: 1,
        introfiles: [],
        cmid: forum.cmid,
        maxbytes: forum.maxbytes,
        maxattachments: forum.maxattachments,
        numdiscussions: call.site.discussions.filter((one) => one.forum === forum.id).length,
        cancreatediscussions: canPost(call, forum),
      })),
});

/** `can_add_discussion`. */
export const canAddDiscussion = defineFunction({
  name: 'mod_forum_can_add_discussion',
  parameters: single({ forumid: value('int'), groupid: withDefault(value('int'), 0) }),
  run: (call, { forumid }) => {
    const forum = openForum(call, forumid);
    return {
      status: canPost(call, forum),
      canpindiscussions: false,
      cancreateattachment: canAttach(call, forum),
      warnings: [],
    };
  },
});

/** A list of them comes with posts alone that have some. */
function attachmentsOf(call: Call, forum: Forum, discussionid: number): object {
  const attachments = areaFiles(call, attachmentArea(forum, discussionid));
  return attachments.length === 0 ? { attachment: '' } : { attachment: '1', attachments };
}

/** `get_forum_discussions`: without a page, all of them. */
export const getForumDiscussions = defineFunction({
  name: 'mod_forum_get_forum_discussions',
  parameters: single({
    forumid: value('int'),
    sortorder: withDefault(value('int'), -1),
    page: withDefault(value('int'), -1),
    perpage: withDefault(value('int'), 0),
    groupid: withDefault(value('int'), 0),
  }),
  run: (call, { forumid }) => {
    const forum = openForum(call, forumid);
    return {
      discussions: call.site.discussions
        .filter((one) => one.forum === forum.id)
        .map((one) => {
          const area = `${forum.contextid}/mod_forum/post/${one.id}`;
          const { text, format } = formatText(call, { text: one.message, format: 1 }, area);
          return {
            id: one.id,
            name: one.name,
            groupid: one.groupid,
            timemodified: one.created,
            usermodified: one.userid,
            discussion: one.id,
            parent: 0,
            userid: one.userid,
            created: one.created,
            modified: one.created,
            subject: one.name,
            message: text,
            messageformat: format,
            ...attachmentsOf(call, forum, one.id),
            numreplies: 0,
            pinned: false,
            locked: false,
          };
        }),
      warnings: [],
    };
  },
});

const OPTIONS = new Set(['discussionsubscribe', 'discussionpinned', 'inlineattachmentsid', 'attachmentsid']);

/** lib/filelib.php `file_save_draft_area_files`: what is too large, or one too many, is left out without a word. */
const fitting = (files: readonly StoredFile[], { maxbytes, maxattachments }: Forum) =>
  files.filter(({ bytes }) => maxbytes === 0 || bytes.length <= maxbytes).slice(0, maxattachments);

/** `add_discussion`: files of whoever may not join any are left out without a word; a group counts in a forum of groups alone. */
export const addDiscussion = defineFunction({
  name: 'mod_forum_add_discussion',
  parameters: single({
    forumid: value('int'),
    subject: value('text'),
    message: value('raw'),
    groupid: withDefault(value('int'), 0),
    options: withEmptyDefault(multiple(single({ name: value('alphanum'), value: value('raw') }))),
  }),
  run: (call, { forumid, subject, message, groupid, options }) => {
    const { site, user } = call;
    const unknown = options.find(({ name }) => !OPTIONS.has(name));
    if (unknown !== undefined)
      throw moodleException('errorinvalidparam', `The param "${unknown.name}" is invalid.`);
    const forum = openForum(call, forumid);
    if (!canPost(call, forum))
      throw moodleException('cannotcreatediscussion', 'Could not create new discussion');
    const discussion = {
      id: site.nextId('forum_discussions'),
      forum: forum.id,
      groupid: forum.groupmode === 0 ? -1 : groupid,
      userid: user.id,
      created: site.now(),
      name: subject,
      message,
    };
    site.discussions.push(discussion);
    const draft = Number(options.find(({ name }) => name === 'attachmentsid')?.value ?? 0);
    if (draft > 0 && canAttach(call, forum))
      site.files.replace(
        attachmentArea(forum, discussion.id),
        fitting(site.files.files(draftArea(user.id, draft)), forum),
        site.now(),
      );
    return { discussionid: discussion.id, warnings: [] };
  },
});
