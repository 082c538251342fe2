import type { ContractRouterClient } from '@orpc/contract';
import { accountContract } from './account.ts';
import { annotationsContract } from './annotations.ts';
import { classesContract } from './classes.ts';
import { commentBankContract } from './comment-bank.ts';
import { erasureContract } from './erasure.ts';
import { eventsContract } from './events.ts';
import { exchangeContract } from './exchange.ts';
import { gradingContract } from './grading.ts';
import { lessonsContract } from './lessons.ts';
import { libraryContract } from './library.ts';
import { lockContract } from './lock.ts';
import { moodleContract } from './moodle.ts';
import { paperContract } from './paper.ts';
import { policiesContract } from './policies.ts';
import { progressionContract } from './progression.ts';
import { reuseContract } from './reuse.ts';
import { searchContract } from './search.ts';
import { settingsContract } from './settings.ts';
import { syncContract } from './sync.ts';
import { timetableContract } from './timetable.ts';
import { todayContract } from './today.ts';
import { watchContract } from './watch.ts';

/** Everything that the renderer may ask of the engine. One file per domain; see each for its types. */
export const contract = {
  account: accountContract,
  today: todayContract,
  classes: classesContract,
  grading: gradingContract,
  commentBank: commentBankContract,
  annotations: annotationsContract,
  exchange: exchangeContract,
  paper: paperContract,
  lessons: lessonsContract,
  moodle: moodleContract,
  timetable: timetableContract,
  progression: progressionContract,
  reuse: reuseContract,
  library: libraryContract,
  search: searchContract,
  sync: syncContract,
  settings: settingsContract,
  erasure: erasureContract,
  lock: lockContract,
  policies: policiesContract,
  watch: watchContract,
  events: eventsContract,
};

export type Contract = typeof contract;
/** The renderer's view of the engine. */
export type EngineClient = ContractRouterClient<Contract>;

export * from './account.ts';
export * from './annotations.ts';
export * from './anonymity.ts';
export * from './blind-marks.ts';
export * from './bridge.ts';
export * from './classes.ts';
export * from './comment-bank.ts';
export * from './criteria.ts';
export * from './domain.ts';
export * from './erasure.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './exchange.ts';
export * from './folded.ts';
export * from './graded-homework.ts';
export * from './grading.ts';
export * from './lateness.ts';
export * from './lesson-versions.ts';
export * from './lessons.ts';
export * from './library.ts';
export * from './list-name.ts';
export * from './lock.ts';
export * from './marks.ts';
export * from './moodle.ts';
export * from './opened-copies.ts';
export * from './paper.ts';
export * from './parse-grade.ts';
export * from './parse-mark.ts';
export * from './pictures.ts';
export * from './policies.ts';
export * from './progression.ts';
export * from './references.ts';
export * from './reuse.ts';
export * from './scales.ts';
export * from './search.ts';
export * from './settings.ts';
export * from './sync.ts';
export * from './teacher-blocks.ts';
export * from './teams.ts';
export * from './timetable.ts';
export * from './today.ts';
export * from './watch.ts';
export * from './written-text.ts';
