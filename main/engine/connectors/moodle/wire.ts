import * as z from 'zod';

/**
 * What is read of Moodle's replies: its standard web services, as `moodle_mobile_app` offers them since 4.1.
 *
 * Loose: every version adds fields. Numbers may come as text (`grade` is a decimal of the database's). Times are epoch
 * seconds, 0 for none.
 */
const id = z.number().int();
const seconds = z.number().int();
/** Moodle says truth as 0 and 1 in one place and as `false` and `true` in another. */
const flag = z.union([z.boolean(), z.number()]).transform(Boolean);

/** `tool_mobile_get_public_config` (admin/tool/mobile/classes/external.php): what a site says to everybody. */
export const publicConfig = z.looseObject({
  wwwroot: z.string(),
  sitename: z.string(),
  enablewebservices: flag,
  enablemobilewebservice: flag,
  maintenanceenabled: flag,
  /** 1: in the application; 2, 3: in a browser (admin/tool/mobile/classes/api.php, LOGIN_VIA_…). */
  typeoflogin: z.number().int(),
  launchurl: z.string().optional(),
  /** Buttons beside the login form; absent where there are none. */
  identityproviders: z
    .array(z.looseObject({ url: z.string(), name: z.string().optional() }))
    .optional()
    .catch(undefined),
});
export type PublicConfig = z.infer<typeof publicConfig>;

/** One answer of `lib/ajax/service-nologin.php`, which takes several calls. */
export const nologinReply = z
  .array(z.looseObject({ error: flag, data: z.unknown().optional(), exception: z.unknown().optional() }))
  .min(1);

/** `login/token.php`. */
export const tokenReply = z.looseObject({ token: z.string().regex(/^[A-Za-z0-9]{1,200}$/) });

/** A refusal, of a web service (`exception`) or of a script (`error`). The texts may hold anything and are not read. */
export const refusal = z
  .looseObject({ errorcode: z.string().optional(), exception: z.string().optional() })
  .refine((told) =>
    told.errorcode === undefined
      ? // An error of PHP's own has no code (webservice/rest/locallib.php, `generate_error`).
        told.exception !== undefined && 'message' in told
      : 'exception' in told || 'error' in told || 'message' in told,
  );

/** `core_webservice_get_site_info`. */
export const siteInfo = z.looseObject({
  sitename: z.string(),
  username: z.string(),
  fullname: z.string(),
  userid: id,
  siteurl: z.string(),
  /** Of the release's day and its additions: 2022112800 is 4.1. */
  version: z.string().optional(),
  functions: z.array(z.looseObject({ name: z.string() })),
  uploadfiles: flag.optional(),
  downloadfiles: flag.optional(),
  usermaxuploadfilesize: z.number().optional(),
});
export type SiteInfo = z.infer<typeof siteInfo>;

/** `tool_mobile_call_external_functions`: as many responses as calls, up to the first that failed. */
export const togetherReply = z.looseObject({
  responses: z.array(
    z.looseObject({
      error: flag,
      data: z.string().nullable().optional(),
      exception: z.string().nullable().optional(),
    }),
  ),
});

/** `core_files_get_unused_draft_itemid`: only that it answers is of use. */
export const gateReply = z.looseObject({});

/** `core_enrol_get_users_courses`. */
export const usersCourses = z.array(
  z.looseObject({ id, fullname: z.string(), shortname: z.string(), enddate: seconds.nullable().optional() }),
);

const pluginConfig = z.looseObject({
  plugin: z.string(),
  subtype: z.string(),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable().optional(),
});

/** What is left out of a list, and why: a code of its own, as text. */
const warnings = z
  .array(
    z.looseObject({
      item: z.string().optional(),
      itemid: id.optional(),
      warningcode: z.union([z.string(), z.number()]).transform(String).optional(),
    }),
  )
  .optional();

export const assignment = z.looseObject({
  id,
  cmid: id,
  course: id,
  name: z.string(),
  duedate: seconds,
  cutoffdate: seconds,
  /** Above 0: the maximum; below: a scale; 0: no grade. */
  grade: z.number(),
  timemodified: seconds,
  teamsubmission: flag,
  blindmarking: flag,
  revealidentities: flag,
  markingworkflow: flag,
  /** Whether copies are given to those who are to mark them; Moodle's form has it with a workflow alone. */
  markingallocation: flag.optional(),
  nosubmissions: flag.optional(),
  /** -1: as many as one likes. */
  maxattempts: z.number().int().optional(),
  /** `manual`: whoever grades opens the next one. */
  attemptreopenmethod: z.string().optional(),
  configs: z.array(pluginConfig),
  intro: z.string().optional(),
});
export type MoodleAssignment = z.infer<typeof assignment>;

/** `mod_assign_get_assignments`. */
export const assignmentsReply = z.looseObject({
  courses: z.array(
    z.looseObject({ id, fullname: z.string(), shortname: z.string(), assignments: z.array(assignment) }),
  ),
  /** Courses (`course`) and course modules (`module`) that are there and may not be looked into. */
  warnings,
});
export type AssignmentsReply = z.infer<typeof assignmentsReply>;
export type MoodleCourse = AssignmentsReply['courses'][number];

/** `core_enrol_get_enrolled_users`. Names may be withheld. */
export const enrolledUsers = z.array(
  z.looseObject({
    id,
    firstname: z.string().optional(),
    lastname: z.string().optional(),
    fullname: z.string().optional(),
    roles: z.array(z.looseObject({ shortname: z.string() })).optional(),
    groups: z.array(z.looseObject({ id, name: z.string() })).optional(),
  }),
);
export type EnrolledUser = z.infer<typeof enrolledUsers>[number];

/** `mod_assign_list_participants` with `onlyids`. `groupid`: of the team, where teams submit. */
export const participants = z.array(
  z.looseObject({
    id,
    fullname: z.string(),
    groupid: id.optional(),
    groupname: z.string().optional(),
    submissionstatus: z.string().optional(),
  }),
);
export type Participant = z.infer<typeof participants>[number];

const file = z.looseObject({
  filename: z.string(),
  filepath: z.string().optional(),
  filesize: z.number().int().nonnegative(),
  fileurl: z.string(),
  timemodified: seconds,
  mimetype: z.string().nullish(),
  isexternalfile: flag.optional(),
});
export type MoodleFile = z.infer<typeof file>;

const plugin = z.looseObject({
  type: z.string(),
  fileareas: z.array(z.looseObject({ area: z.string(), files: z.array(file).optional() })).optional(),
  editorfields: z
    .array(
      z.looseObject({
        name: z.string(),
        // A column that may be NULL.
        text: z
          .string()
          .nullish()
          .transform((text) => text ?? ''),
        format: z
          .number()
          .int()
          .nullish()
          .transform((format) => format ?? 1),
      }),
    )
    .optional(),
});
export type MoodlePlugin = z.infer<typeof plugin>;

const submission = z.looseObject({
  id,
  userid: id,
  groupid: id,
  attemptnumber: z.number().int(),
  timemodified: seconds,
  status: z.string(),
  plugins: z.array(plugin).optional(),
});
export type MoodleSubmission = z.infer<typeof submission>;

/** `mod_assign_get_submissions`: the latest attempt of each; a team's has `userid` 0. */
export const submissionsReply = z.looseObject({
  assignments: z.array(z.looseObject({ assignmentid: id, submissions: z.array(submission) })),
  warnings,
});

const grade = z.looseObject({
  userid: id,
  attemptnumber: z.number().int(),
  timemodified: seconds,
  /** -1 where there is none: an earlier attempt says null of a user that there is none of. */
  grader: z
    .number()
    .int()
    .nullish()
    .transform((grader) => grader ?? -1),
  /** -1: none; empty or null: it was cleared on the web. */
  grade: z.union([z.string(), z.number()]).nullable(),
});
export type MoodleGrade = z.infer<typeof grade>;

/** `mod_assign_get_grades`: those of the latest attempt of whoever has an attempt of their own. */
export const gradesReply = z.looseObject({
  assignments: z.array(z.looseObject({ assignmentid: id, grades: z.array(grade) })),
  warnings,
});

/** `mod_assign_get_submission_status` of one student. */
export const submissionStatus = z.looseObject({
  lastattempt: z
    .looseObject({
      submission: submission.optional(),
      teamsubmission: submission.optional(),
      /** With a marking workflow: where the copy stands in it. */
      gradingstatus: z.string().optional(),
    })
    .optional(),
  feedback: z
    .looseObject({
      grade: grade.optional(),
      plugins: z.array(plugin).optional(),
      /** HTML; of a rubric or a guide the whole form, as it was filled in. */
      gradefordisplay: z.string().nullable().optional(),
    })
    .optional(),
  previousattempts: z
    .array(
      z.looseObject({
        attemptnumber: z.number().int(),
        submission: submission.optional(),
        grade: grade.optional(),
        feedbackplugins: z.array(plugin).optional(),
      }),
    )
    .optional(),
});
export type SubmissionStatus = z.infer<typeof submissionStatus>;

const userFlags = z.looseObject({
  userid: id,
  extensionduedate: seconds.nullable(),
  workflowstate: z.string().nullable().optional(),
  /** Who is to mark the copy, 0 for nobody; left out by later Moodles, where several may. */
  allocatedmarker: z.number().int().nullable().optional(),
});
export type MoodleFlags = z.infer<typeof userFlags>;

/** `mod_assign_get_user_flags`: of whoever has any; nobody's is no assignment at all. */
export const userFlagsReply = z.looseObject({
  assignments: z.array(z.looseObject({ assignmentid: id, userflags: z.array(userFlags) })),
  warnings,
});

export type UserFlagsReply = z.infer<typeof userFlagsReply>;

/** What is said of writing flags and extensions; what came of it is read back. */
export const anyList = z.array(z.unknown());

/** `core_competency_get_scale_values`: a scale's labels, the lowest first. */
export const scaleValues = z.array(z.looseObject({ id, name: z.string() }));

/** `core_course_get_course_module`: what is graded by a rubric or a guide, told to whoever may edit the course. */
export const courseModuleReply = z.looseObject({
  cm: z.looseObject({
    advancedgrading: z
      .array(z.looseObject({ area: z.string(), method: z.string().nullable().optional() }))
      .optional(),
  }),
});
export type CourseModule = z.infer<typeof courseModuleReply>;

/** `webservice/upload.php`: a file, or why it was not taken. */
export const uploadReply = z
  .array(z.looseObject({ itemid: z.number().int().optional(), errortype: z.string().optional() }))
  .min(1);
