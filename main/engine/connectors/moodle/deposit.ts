import type { OutgoingFile } from '../adapter-types.ts';
import { shortHash } from './ids.ts';

/*
 * A lesson as it goes to a Moodle, which has no place for lessons: as an event of the course's calendar, an announcement in a forum, files
 * among the teacher's own.
 *
 * Moodle keeps no ledger: what was brought bears a mark in its text that names the lesson and what was said, so that it is found again, brought
 * once, and never written over once it was changed on the web.
 */

export interface Lesson {
  readonly id: string;
  readonly title: string;
  /** Epoch seconds. */
  readonly startsAt: number;
  /** What students may read of it, as HTML. */
  readonly html: string;
  readonly files: readonly (OutgoingFile & { readonly name: string })[];
  /** Documents that are not on this computer, and go nowhere. */
  readonly away: readonly { readonly name: string; readonly sha256: string; readonly sizeBytes: number }[];
}

/** Where a lesson goes: a course, or one of its groups. */
export interface Course {
  readonly id: number;
  readonly groupId: number | null;
}

/** What is there of a lesson: nothing, what it says now, what it said before, or what somebody made of it on the web. */
export type DepositState = 'absent' | 'there' | 'changed-here' | 'changed-there';

/** What a text at Moodle says beside its mark. */
export interface Said {
  readonly title: string;
  readonly html: string;
  /** Epoch seconds; 0: no time of its own. */
  readonly at: number;
}

/** A subject is a column of 255 letters; signs of HTML are cleaned out of it (PARAM_TEXT). */
const TITLE_LENGTH = 255;

/** A lesson's title as Moodle keeps it. */
export function titleFor(title: string): string {
  const plain = title.replaceAll('<', '‹').replaceAll('>', '›').replace(/\s+/g, ' ').trim();
  return plain.slice(0, TITLE_LENGTH).trim();
}

/** Names of classes, which hold letters and digits. */
const word = (text: string) => shortHash(text).replace(/[-_]/g, 'x');
const printOf = ({ title, html, at }: Said) => word(JSON.stringify([title.trim(), html, at]));
const nameOf = word;

/** A text with the mark of its lesson. */
export function marked(lessonId: string, said: Said): string {
  const names = `cartable-${nameOf(lessonId)} cartable-as-${printOf(said)}`;
  return `<div class="${names}">${said.html}</div>`;
}

const MARK = /^<div class="cartable-([0-9A-Za-z]{11}) cartable-as-([0-9A-Za-z]{11})">([\s\S]*)<\/div>\s*$/;
const ANY_MARK = /cartable-([0-9A-Za-z]{11})\b/;

/** Whether a text at Moodle is of a lesson, whatever was made of it there. */
export const isOf = (lessonId: string, text: string) => ANY_MARK.exec(text)?.[1] === nameOf(lessonId);

/** How what stands at Moodle compares with what the lesson says now. */
export function stateOf(lessonId: string, stored: Said, wanted: Said): DepositState {
  const [, name, print, html = ''] = MARK.exec(stored.html) ?? [];
  const isAsBrought = name === nameOf(lessonId) && printOf({ ...stored, html }) === print;
  if (!isAsBrought) return 'changed-there';
  return print === printOf(wanted) ? 'there' : 'changed-here';
}
