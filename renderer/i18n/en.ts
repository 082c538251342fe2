import { app } from './en/app.ts';
import { attachments } from './en/attachments.ts';
import { autosave } from './en/autosave.ts';
import { classes } from './en/classes.ts';
import { commentBank } from './en/comment-bank.ts';
import { connect } from './en/connect.ts';
import { documentView } from './en/document-view.ts';
import { documents } from './en/documents.ts';
import { erasure } from './en/erasure.ts';
import { error } from './en/error.ts';
import { errorConnecting } from './en/error-connecting.ts';
import { errorPrecise } from './en/error-precise.ts';
import { exchange } from './en/exchange.ts';
import { grading } from './en/grading.ts';
import { gradingRules } from './en/grading-rules.ts';
import { help } from './en/help.ts';
import { lessons } from './en/lessons.ts';
import { lock } from './en/lock.ts';
import { optimise } from './en/optimise.ts';
import { paper } from './en/paper.ts';
import { progression } from './en/progression.ts';
import { reference } from './en/reference.ts';
import { reuse } from './en/reuse.ts';
import { richText } from './en/rich-text.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { sync } from './en/sync.ts';
import { timetable } from './en/timetable.ts';
import { today } from './en/today.ts';
import { versions } from './en/versions.ts';

import type { fr } from './fr.ts';
import type { Words } from './words.ts';

/** The English catalogue: the same keys as the French one, or it does not compile. */
export const en: Words<typeof fr> = {
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
};
