import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { errorCode, errorDetail } from './errors.ts';
import { procedure } from './procedures.ts';
import { syncProgress } from './sync.ts';

/** What may have changed; the screens ask again for what they show of it. */
export const topic = z.enum([
  'account',
  'classes',
  'grading',
  'comment-bank',
  'lessons',
  'timetable',
  'progression',
  'library',
  'sync',
  'settings',
  'lock',
  'watch',
]);
export type Topic = z.infer<typeof topic>;

/** How far something long is that was asked for by a call, which answers once it is done. */
export const workProgress = z.object({
  type: z.literal('work-progress'),
  work: z.enum(['archive', 'backup', 'copies', 'erasure', 'feedback', 'pile', 'reports', 'sequence']),
  done: z.number().int(),
  total: z.number().int(),
});
export type WorkProgress = Omit<z.infer<typeof workProgress>, 'type'>;

/** Events only tell state; nothing waits for them, and losing one loses nothing. */
export const engineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), topics: z.array(topic) }),
  syncProgress.extend({ type: z.literal('sync-progress') }),
  z.object({
    type: z.literal('optimise-progress'),
    name: z.string(),
    state: z.enum(['started', 'working', 'finished']),
    /** Of its bytes, from 0 to 1, as far as its kind can tell. */
    share: z.number().min(0).max(1),
  }),
  workProgress,
  /** A document that is open in another program was saved there, and hangs on its lesson now: in the place of `before`, or (null) beside. */
  z.object({
    type: z.literal('copy-taken'),
    lessonId: z.string(),
    name: z.string(),
    before: z.string().nullable(),
    after: z.string(),
  }),
  /** It was saved, and could not be taken. The file stays where it is. */
  z.object({ type: z.literal('copy-refused'), error: errorDetail.extend({ code: errorCode }) }),
]);
export type EngineEvent = z.infer<typeof engineEvent>;

export const eventsContract = {
  subscribe: procedure.output(eventIterator(engineEvent)),
};
