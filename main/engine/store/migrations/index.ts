import type { Migration } from '../migration.ts';
import { initial } from './0010-initial.ts';
import { wayOut } from './0020-way-out.ts';
import { failedDownloads } from './0030-failed-downloads.ts';
import { mergeAndTransfers } from './0050-merge-and-transfers.ts';
import { schedule } from './0060-schedule.ts';
import { takenBack } from './0070-taken-back.ts';
import { watchedFolders } from './0080-watched-folders.ts';
import { annotations } from './0090-annotations.ts';
import { marks } from './0100-marks.ts';
import { givenOutOf } from './0110-given-out-of.ts';
import { chosenPresets } from './0115-chosen-presets.ts';
import { sentAndDeferred } from './0120-sent-and-deferred.ts';
import { seenUnknown } from './0130-seen-unknown.ts';
import { moodle } from './0150-moodle.ts';
import { commentBank } from './0160-comment-bank.ts';
import { criteria } from './0170-criteria.ts';
import { columnMappings } from './0190-column-mappings.ts';
import { gradingRules } from './0200-grading-rules.ts';
import { anonymity } from './0205-anonymity.ts';
import { blindMarks } from './0206-blind-marks.ts';
import { collectedFiles } from './0210-collected-files.ts';
import { paperSheets } from './0215-paper-sheets.ts';
import { assignmentCounts } from './0220-assignment-counts.ts';
import { teams } from './0230-teams.ts';
import { scanFolders } from './0235-scan-folders.ts';
import { assignmentReferences } from './0240-assignment-references.ts';
import { severalReferences } from './0245-several-references.ts';
import { timetable } from './0250-timetable.ts';
import { search } from './0260-search.ts';
import { sequences } from './0270-sequences.ts';
import { learnedBounds } from './0280-learned-bounds.ts';
import { refusedDocuments } from './0290-refused-documents.ts';
import { lessonPublication } from './0300-lesson-publication.ts';
import { expectedMinutes } from './0310-expected-minutes.ts';
import { endedSessions } from './0320-ended-sessions.ts';
import { templates } from './0330-templates.ts';
import { erasures } from './0350-erasures.ts';
import { serverForms } from './0370-server-forms.ts';
import { handling } from './0380-handling.ts';
import { outboxIndexes } from './0390-outbox-indexes.ts';
import { keptDeletions } from './0400-kept-deletions.ts';
import { teacherBlocks } from './0410-teacher-blocks.ts';
import { goneSubmissions } from './0420-gone-submissions.ts';
import { lessonVersions } from './0430-lesson-versions.ts';
import { homeworkDocuments } from './0431-homework-documents.ts';
import { shownInConflict } from './0440-shown-in-conflict.ts';
import { lastSaves } from './0450-last-saves.ts';
import { oursInConflict } from './0460-ours-in-conflict.ts';
import { gradedHomework } from './0470-graded-homework.ts';
import { workingCopies } from './0480-working-copies.ts';
import { copyMarkers } from './0500-copy-markers.ts';
import { earlierAttempts } from './0510-earlier-attempts.ts';
import { wholeWords } from './0520-whole-words.ts';
import { handIn } from './0530-hand-in.ts';
import { teacherDocuments } from './0540-teacher-documents.ts';
import { leftOutCopies } from './0550-left-out-copies.ts';
import { namelessRows } from './0560-nameless-rows.ts';

/** All migrations, oldest first. Add a new one at the end, and its hash to tests/migrations. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  wayOut,
  failedDownloads,
  mergeAndTransfers,
  schedule,
  takenBack,
  watchedFolders,
  annotations,
  marks,
  givenOutOf,
  chosenPresets,
  sentAndDeferred,
  seenUnknown,
  moodle,
  commentBank,
  criteria,
  columnMappings,
  gradingRules,
  anonymity,
  blindMarks,
  collectedFiles,
  paperSheets,
  assignmentCounts,
  teams,
  scanFolders,
  assignmentReferences,
  severalReferences,
  timetable,
  search,
  sequences,
  learnedBounds,
  refusedDocuments,
  lessonPublication,
  expectedMinutes,
  endedSessions,
  templates,
  erasures,
  serverForms,
  handling,
  outboxIndexes,
  keptDeletions,
  teacherBlocks,
  goneSubmissions,
  lessonVersions,
  homeworkDocuments,
  shownInConflict,
  lastSaves,
  oursInConflict,
  gradedHomework,
  workingCopies,
  copyMarkers,
  earlierAttempts,
  wholeWords,
  handIn,
  teacherDocuments,
  leftOutCopies,
  namelessRows,
];
