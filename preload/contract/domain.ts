import * as z from 'zod';

/** UUIDv7 as text. Ids that came from another server are kept as they are, hence no stricter check. */
export const id = z.string().min(1).max(100);
/** Milliseconds since 1970, UTC. */
export const epochMs = z.number().int();
/** Lower-case hex of a SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A grade or a maximum in hundredths of a point: 14,5 is 1450. Never a float. */
export const pointsTimes100 = z.number().int().min(0).max(1_000_000);
/** A coefficient in hundredths: 1,5 is 150. */
export const coefficientTimes100 = z.number().int().min(0).max(10_000);

/**
 * A document's name without what makes it look like another: letters that turn the direction of those after them
 * (`copie\u202Efdp.exe` would read `copieexe.pdf`), and control characters.
 */
export const shownName = z
  .string()
  .transform((name) => name.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, ''));

/** A file as the screens know it: bytes are fetched from `vault://<sha256>`, never by RPC. */
export const documentRef = z.object({
  id,
  name: shownName,
  sha256,
  mediaType: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** False while the bytes are still at the ENT. */
  isLocal: z.boolean(),
  /** Why it could not be received: the ENT's bytes are not those of its name, it has lost them, or refuses to give them. It is asked for again. */
  fetchFailure: z.enum(['corrupt', 'missing', 'refused']).nullable().optional(),
});
export type DocumentRef = z.infer<typeof documentRef>;

/** How the optimiser answered for one document. `reason` is a key of the i18n group `optimise.reason`. */
export const optimisation = z.object({
  outcome: z.enum(['optimised', 'kept', 'refused']),
  reason: z.string().nullable(),
  bytesBefore: z.number().int(),
  bytesAfter: z.number().int(),
});
export type Optimisation = z.infer<typeof optimisation>;

/** What a document is made for: a screen, printing, reading as pages of writing, or kept in every visible detail. */
export const preset = z.enum(['screen', 'print', 'copy', 'original']);
export type Preset = z.infer<typeof preset>;

/** Where an edit stands on its way to the ENT. */
export const syncState = z.enum(['synced', 'waiting', 'conflict', 'refused']);
export type SyncState = z.infer<typeof syncState>;

export const account = z.object({
  id,
  kind: z.enum(['ent', 'demo', 'moodle']),
  url: z.string(),
  login: z.string(),
  displayName: z.string(),
  schoolName: z.string(),
  /** False when the system has no keyring: the session is then asked for again after a restart. */
  isSignedIn: z.boolean(),
  /** Where the session's secret is kept. */
  secretKeptIn: z.enum(['keyring', 'memory', 'none']),
  /** True where the server remembers what it was sent, so that sending again changes nothing; else it is read before. */
  keepsLedger: z.boolean(),
});
export type Account = z.infer<typeof account>;

export const classGroup = z.object({
  id,
  name: z.string(),
  subject: z.string(),
  studentCount: z.number().int(),
});
export type ClassGroup = z.infer<typeof classGroup>;

export const student = z.object({ id, lastName: z.string(), firstName: z.string() });
export type Student = z.infer<typeof student>;

/** How an assignment counts: like the others, or only for what it has above half its maximum. */
export const counting = z.enum(['ordinary', 'bonus']);
export type Counting = z.infer<typeof counting>;

/** A grade or a level in words: what it is worth, in hundredths of its assignment's points. */
const scaleLevel = z.object({ label: z.string().trim().min(1).max(60), pointsTimes100 });

/** Letters or levels that an assignment is graded by; no two are worth the same, so that a grade says which one it is. */
export const scale = z.object({
  name: z.string().trim().min(1).max(60),
  levels: z
    .array(scaleLevel)
    .min(2)
    .max(12)
    .refine((levels) => new Set(levels.map((level) => level.pointsTimes100)).size === levels.length),
});
export type Scale = z.infer<typeof scale>;

/** What is taken off copies that come late, when the teacher asks for it. */
export const lateRule = z.object({
  kind: z.enum(['points', 'percent']),
  /** For each day begun: hundredths of a point, or of a per cent of what was given for the work. */
  perDayTimes100: z.number().int().min(0).max(1_000_000),
  /** Lateness alone never takes a grade below this; null: to 0. */
  floorTimes100: pointsTimes100.nullable(),
  /** Later than so many days, the copy is worth nothing; null: never. */
  refusedAfterDays: z.number().int().min(1).max(365).nullable(),
  /** Whether weekends, public holidays and the school's holidays are days of lateness. */
  countsDaysOff: z.boolean(),
});
export type LateRule = z.infer<typeof lateRule>;

/** How a grade was made: raw + bonus − penalty, kept from 0 to the maximum. */
export const gradeAdjustment = z.object({
  rawTimes100: pointsTimes100,
  /** A malus is below 0. */
  bonusTimes100: z.number().int().min(-1_000_000).max(1_000_000),
  penaltyTimes100: pointsTimes100,
  /** What the penalty is for; null: none was taken off. */
  lateDays: z.number().int().min(0).max(366).nullable(),
});
export type GradeAdjustment = z.infer<typeof gradeAdjustment>;

/** How an assignment is graded: of this computer alone, for the ENT knows points, and whether a grade counts. */
export const gradingRules = z.object({
  scale: scale.nullable(),
  /** Whether its grades count in averages unless something else is said of one. */
  isCounted: z.boolean(),
  lateness: lateRule.nullable(),
  /** Marked by two rounds that do not see each other. */
  isMarkedTwice: z.boolean(),
});
export type GradingRules = z.infer<typeof gradingRules>;

/** What the server grades an assignment by, beside points: no teacher's to change here. `unknown`: it can be read, and not graded. */
export const serverForm = z.enum(['scale', 'rubric', 'guide', 'unknown']);
export type ServerForm = z.infer<typeof serverForm>;

/** How far the marking of a copy has come, where the server follows that. */
export const markingState = z.enum(['not-marked', 'in-marking', 'marked', 'in-review', 'ready', 'released']);
export type MarkingState = z.infer<typeof markingState>;

/** Where the work on a copy stands at its server, beside its grade. */
export const handling = z.object({
  /** The student's own date; null: the assignment's. */
  extendedTo: epochMs.nullable(),
  /** The attempt that is open or was handed in last, from 1 on. */
  attempt: z.number().int(),
  /** Null where the server follows none. */
  state: markingState.nullable(),
});
export type Handling = z.infer<typeof handling>;

/** Who is to mark a copy, where its server has given the copies of an assignment to several. */
export const marker = z.object({
  /** Empty where the server does not tell it. */
  name: z.string(),
  /** It is this teacher. */
  isMine: z.boolean(),
});
export type Marker = z.infer<typeof marker>;

/** What of this a server follows for an assignment. */
export const handledBy = z.object({
  hasStates: z.boolean(),
  hasExtensions: z.boolean(),
  /** Whether another attempt can be opened for a student. */
  canReopen: z.boolean(),
  /** Null: as many as one likes. */
  attemptsMax: z.number().int().nullable(),
});
export type HandledBy = z.infer<typeof handledBy>;

export const assignment = z.object({
  id,
  classGroupId: id,
  classGroupName: z.string(),
  title: z.string(),
  instructions: z.string(),
  maxTimes100: pointsTimes100,
  coefficientTimes100,
  dueAt: epochMs.nullable(),
  /** Where its grades count; null: the school has not said. */
  periodId: id.nullable(),
  counting,
  rules: gradingRules,
  /** What mixes the copies while their names are hidden, until they are published; null: they have names. See anonymity.ts. */
  hiddenSeed: z.string().nullable(),
  /** When students may read the grades: since then, or from then on; null while they are the teacher's draft. */
  publishAt: epochMs.nullable(),
  /** Submissions handed in, and how many of them have a grade or what stands in its place: the progress of grading, not the size of the class. */
  submissionCount: z.number().int(),
  gradedCount: z.number().int(),
  /** Submissions handed in that have no grade yet. */
  toGradeCount: z.number().int(),
  serverForm: serverForm.optional(),
  /** Absent where the server follows nothing beside grades. */
  handledBy: handledBy.optional(),
});
export type Assignment = z.infer<typeof assignment>;

/** `missing`: nothing was handed in. A missing grade is not a zero. */
export const submissionStatus = z.enum(['submitted', 'late', 'missing']);
export type SubmissionStatus = z.infer<typeof submissionStatus>;

/** What the teacher says beside a grade (`late`) or in its place. */
export const gradeStanding = z.enum(['absent', 'exempt', 'not-handed-in', 'late']);
export type GradeStanding = z.infer<typeof gradeStanding>;

/** What a teacher gives a copy. `isCounted` is false for a grade left out of the average (« non significative »). */
export const gradeMark = z.object({
  pointsTimes100: pointsTimes100.nullable(),
  standing: gradeStanding.nullable(),
  isCounted: z.boolean(),
});
export type GradeMark = z.infer<typeof gradeMark>;

/** What students could read before a published grade was changed. */
export const earlierMark = z.object({
  pointsTimes100: pointsTimes100.nullable(),
  standing: gradeStanding.nullable(),
  writtenAt: epochMs,
  replacedAt: epochMs,
});
export type EarlierMark = z.infer<typeof earlierMark>;

export const submissionSummary = z.object({
  id,
  assignmentId: id,
  student,
  status: submissionStatus,
  submittedAt: epochMs.nullable(),
  documentCount: z.number().int(),
  ...gradeMark.shape,
  /** How the grade was made; absent while it is what was given for the work. */
  adjustment: gradeAdjustment.optional(),
  /** Days begun since it was due, by the rule of its assignment; absent without a rule, or in time. */
  lateDays: z.number().int().optional(),
  hasComment: z.boolean(),
  hasFeedback: z.boolean(),
  /** Absent where the server follows nothing beside grades. */
  handling: handling.optional(),
  /** Absent where the copy is nobody's in particular. */
  marker: marker.optional(),
  sync: syncState,
});
export type SubmissionSummary = z.infer<typeof submissionSummary>;

/** A text that another one has replaced, and when it was written. */
export const earlierText = z.object({ text: z.string(), writtenAt: epochMs });
export type EarlierText = z.infer<typeof earlierText>;

export const comment = z.object({
  id,
  text: z.string(),
  authorName: z.string(),
  isMine: z.boolean(),
  updatedAt: epochMs,
  /** What it said before another device's text took its place, latest first; absent when nothing was. */
  earlierTexts: z.array(earlierText).optional(),
});
export type Comment = z.infer<typeof comment>;

/** A file that the teacher gives back with a submission (an annotated copy, an answer key). */
export const feedback = z.object({
  id,
  document: documentRef,
  optimisation: optimisation.nullable(),
  sync: syncState,
});
export type Feedback = z.infer<typeof feedback>;

/** A document of a copy; what the teacher brought of it may be taken away again. */
export const copyDocument = documentRef.extend({ isBrought: z.literal(true).optional() });
export type CopyDocument = z.infer<typeof copyDocument>;

/** What a student handed in before the attempt that is graded, and what was given for it, as the server tells it. */
export const earlierAttempt = z.object({
  /** From 1 on. */
  attempt: z.number().int(),
  submittedAt: epochMs.nullable(),
  text: z.string(),
  pointsTimes100: pointsTimes100.nullable(),
  comment: z.string(),
  documents: z.array(documentRef),
  /** Files that were given back with it. */
  returned: z.array(documentRef),
});
export type EarlierAttempt = z.infer<typeof earlierAttempt>;

export const submissionDetail = z.object({
  id,
  assignment,
  student,
  status: submissionStatus,
  submittedAt: epochMs.nullable(),
  text: z.string(),
  documents: z.array(copyDocument),
  ...gradeMark.shape,
  /** Latest first; empty while the grade was never changed under its readers' eyes. */
  earlierMarks: z.array(earlierMark),
  /** Newest first; empty where there is one attempt, or the server knows no others. */
  earlierAttempts: z.array(earlierAttempt),
  comments: z.array(comment),
  feedback: z.array(feedback),
  sync: syncState,
});
export type SubmissionDetail = z.infer<typeof submissionDetail>;

/** One block of a lesson's text: Tiptap's JSON of a top-level node, with an id that never changes. */
export const lessonBlock = z.object({
  id,
  content: z.record(z.string(), z.unknown()),
  /** Another version of the block `of`, made on `device` while that one was changed elsewhere. */
  variant: z.object({ of: id, device: z.string() }).optional(),
});
export type LessonBlock = z.infer<typeof lessonBlock>;

/** 10,000 blocks of one lesson: a book of three hundred pages, a paragraph each. */
export const LESSON_MOST_BLOCKS = 10_000;

export const resource = z.object({
  id,
  /** The homework that it was joined to on this computer; null: it is the lesson's, or that homework is removed. */
  homeworkId: id.nullable(),
  /** Its teacher keeps it: students have none of it, unless their text shows it. */
  isForTeacher: z.boolean(),
  /** It stays with its teacher, and the ENT has it all the same: somebody has put it there. */
  isAtEnt: z.boolean(),
  document: documentRef,
  optimisation: optimisation.nullable(),
  sync: syncState,
});
export type Resource = z.infer<typeof resource>;

/** How students hand homework in. */
export const handIn = z.enum(['online', 'paper']);
export type HandIn = z.infer<typeof handIn>;

export const homework = z.object({
  id,
  lessonId: id.nullable(),
  classGroupId: id,
  text: z.string(),
  dueAt: epochMs,
  /** How long it is meant to take; null: its teacher did not say. */
  expectedMinutes: z.number().int().nullable(),
  /** Null: nothing is handed in, or its teacher did not say. */
  handIn: handIn.nullable(),
  sync: syncState,
});
export type Homework = z.infer<typeof homework>;

export const lessonSummary = z.object({
  id,
  classGroupId: id,
  classGroupName: z.string(),
  title: z.string(),
  startsAt: epochMs,
  /** Students read it. */
  isPublished: z.boolean(),
  /** Students read it from then on, or have since; null: no date was set. */
  publishAt: epochMs.nullable(),
  resourceCount: z.number().int(),
  hasHomework: z.boolean(),
  sync: syncState,
});
export type LessonSummary = z.infer<typeof lessonSummary>;

export const lessonDetail = lessonSummary.extend({
  blocks: z.array(lessonBlock),
  resources: z.array(resource),
  homework: z.array(homework),
  updatedAt: epochMs,
});
export type LessonDetail = z.infer<typeof lessonDetail>;
