import { app } from './fr/app.ts';
import { attachments } from './fr/attachments.ts';
import { autosave } from './fr/autosave.ts';
import { classes } from './fr/classes.ts';
import { commentBank } from './fr/comment-bank.ts';
import { connect } from './fr/connect.ts';
import { documentView } from './fr/document-view.ts';
import { documents } from './fr/documents.ts';
import { erasure } from './fr/erasure.ts';
import { error } from './fr/error.ts';
import { errorConnecting } from './fr/error-connecting.ts';
import { errorPrecise } from './fr/error-precise.ts';
import { exchange } from './fr/exchange.ts';
import { grading } from './fr/grading.ts';
import { gradingRules } from './fr/grading-rules.ts';
import { help } from './fr/help.ts';
import { lessons } from './fr/lessons.ts';
import { lock } from './fr/lock.ts';
import { optimise } from './fr/optimise.ts';
import { paper } from './fr/paper.ts';
import { progression } from './fr/progression.ts';
import { reference } from './fr/reference.ts';
import { reuse } from './fr/reuse.ts';
import { richText } from './fr/rich-text.ts';
import { search } from './fr/search.ts';
import { settings } from './fr/settings.ts';
import { sync } from './fr/sync.ts';
import { timetable } from './fr/timetable.ts';
import { today } from './fr/today.ts';
import { versions } from './fr/versions.ts';

/** The source catalogue: one file per screen, keys `screen.element.purpose`. */
export const fr = {
  app,
  attachments,
  autosave,
  classes,
  commentBank,
  connect,
  documentView,
  documents,
  erasure,
  error,
  errorConnecting,
  errorPrecise,
  exchange,
  grading,
  gradingRules,
  help,
  lessons,
  lock,
  optimise,
  paper,
  progression,
  reference,
  reuse,
  richText,
  search,
  settings,
  sync,
  timetable,
  today,
  versions,
} as const;
