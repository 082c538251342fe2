import * as z from 'zod';

/** What is read of a course beside its assignments. Loose, as wire.ts. */
const id = z.number().int();
const seconds = z.number().int();
const flag = z.union([z.boolean(), z.number()]).transform(Boolean);

/** `core_course_get_contents`. */
export const courseContents = z.array(
  z.looseObject({
    id,
    name: z.string(),
    visible: flag.optional(),
    modules: z.array(
      z.looseObject({
        id,
        name: z.string(),
        modname: z.string(),
        instance: id.optional(),
        visible: flag.optional(),
        /** Above 0: whoever posts does so for a group. Told since Moodle 4.4. */
        groupmode: z.number().int().optional(),
      }),
    ),
  }),
);

/** `core_calendar_get_calendar_access_information`. */
export const calendarAccess = z.looseObject({
  canmanageentries: flag,
  canmanagegroupentries: flag.optional(),
});

const event = z.looseObject({
  id,
  name: z.string(),
  description: z.string().nullable().optional(),
  courseid: id.nullable().optional(),
  groupid: id.nullable().optional(),
  eventtype: z.string(),
  timestart: seconds,
});
export type MoodleEvent = z.infer<typeof event>;

/** `core_calendar_get_calendar_events` and `core_calendar_create_calendar_events`. */
export const eventsReply = z.looseObject({
  events: z.array(event),
  /** `item`: a group whose events are not told, since the teacher is not in it; or `course`, with its number. */
  warnings: z
    .array(
      z.looseObject({ item: z.union([z.string(), z.number()]).optional(), itemid: z.number().optional() }),
    )
    .optional(),
});
export type MoodleEvents = z.infer<typeof eventsReply>;

/** `mod_forum_get_forums_by_courses`. */
export const forums = z.array(
  z.looseObject({
    id,
    cmid: id,
    name: z.string(),
    /** `news`: announcements, which students read and do not answer. */
    type: z.string(),
    cancreatediscussions: flag.optional(),
    /** Of one attachment; 0: what the course takes. */
    maxbytes: z.number().int().optional(),
    maxattachments: z.number().int().optional(),
  }),
);
export type MoodleForum = z.infer<typeof forums>[number];

/** `mod_forum_can_add_discussion`. */
export const canAddDiscussion = z.looseObject({ status: flag, cancreateattachment: flag.optional() });

const discussion = z.looseObject({
  discussion: id,
  subject: z.string(),
  message: z.string(),
  /** Whether its first post has attachments, as PHP says yes and no. */
  attachment: z.union([z.string(), z.number(), z.boolean()]).nullable().optional(),
  attachments: z
    .array(z.looseObject({ filename: z.string(), filesize: z.number().nullable().optional() }))
    .optional(),
});
export type MoodleDiscussion = z.infer<typeof discussion>;

/** `mod_forum_get_forum_discussions`: `id` is the first post's. */
export const discussionsReply = z.looseObject({ discussions: z.array(discussion) });

/** `mod_forum_add_discussion`. */
export const discussionAdded = z.looseObject({ discussionid: id });

/** `core_user_get_private_files_info`: only that it answers is of use, for it asks for the same right as what adds to them. */
export const privateFilesInfo = z.looseObject({ filecount: z.number() });

/** `core_files_get_files`. */
export const filesReply = z.looseObject({
  files: z.array(
    z.looseObject({ filename: z.string(), isdir: flag, filesize: z.number().nullable().optional() }),
  ),
});

/** `core_calendar_delete_calendar_events` and `core_user_add_user_private_files`. */
export const nothing = z.null();
