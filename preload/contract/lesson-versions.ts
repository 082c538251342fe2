import * as z from 'zod';
import { epochMs, lessonBlock } from './domain.ts';

/** Why an earlier text of a lesson was kept: the teacher wrote on, students were shown it, or it was about to be replaced. */
export const versionReason = z.enum(['pause', 'published', 'import', 'restore', 'copied', 'merge']);
export type VersionReason = z.infer<typeof versionReason>;

/** What a block of a text is, in the teacher's words; `order`: the same blocks stand in another order. */
export const changedKind = z.enum([
  'paragraph',
  'heading',
  'list',
  'table',
  'image',
  'formula',
  'quote',
  'callout',
  'columns',
  'code',
  'note',
  'correction',
  'other',
  'order',
]);
export type ChangedKind = z.infer<typeof changedKind>;

const changes = z.array(z.object({ kind: changedKind, count: z.number().int().min(1) }));
export type VersionChanges = z.infer<typeof changes>;

export const lessonVersion = z.object({
  id: z.number().int(),
  /** When this text was last written. */
  writtenAt: epochMs,
  reason: versionReason,
  /** Students could read it. */
  isShown: z.boolean(),
  title: z.string(),
  /** Since the version before it; empty for the first. */
  changes,
  isTitleChanged: z.boolean(),
});
export type LessonVersion = z.infer<typeof lessonVersion>;

export const lessonVersions = z.object({
  /** Newest first. */
  versions: z.array(lessonVersion),
  /** What the text as it is now has more or less than the newest version. */
  since: changes,
});
export type LessonVersions = z.infer<typeof lessonVersions>;

export const versionText = z.object({ title: z.string(), blocks: z.array(lessonBlock) });
export type VersionText = z.infer<typeof versionText>;
