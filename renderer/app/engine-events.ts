import type { QueryClient } from '@tanstack/react-query';
import type {
  EngineClient,
  EngineEvent,
  SyncProgress,
  Topic,
  WorkProgress,
} from '../../preload/contract/index.ts';
import { engine } from './engine.ts';
import { createSignal } from './signal.ts';

export type OptimiseProgress = Extract<EngineEvent, { type: 'optimise-progress' }>;

/** The latest figures of the sync that runs; null before the first one. */
export const syncProgress = createSignal<SyncProgress | null>(null);
/** The documents that the optimiser holds at this moment: their names, and how far each is, from 0 to 1. */
export const documentsInOptimiser = createSignal<readonly InOptimiser[]>([]);
/** How far the long work is that a dialog asked for; null when there is none. */
export const workInHand = createSignal<WorkProgress | null>(null);
/** What came back from another program, or could not. */
export type CopyEvent = Extract<EngineEvent, { type: 'copy-taken' | 'copy-refused' }>;
const copyListeners = new Set<(event: CopyEvent) => void>();

/** Calls for each; returns the end of that. */
export function followCopies(listener: (event: CopyEvent) => void): () => void {
  copyListeners.add(listener);
  return () => copyListeners.delete(listener);
}

export type InOptimiser = Pick<OptimiseProgress, 'name' | 'share'>;

/** 1 s: an engine that refuses the subscription outright must not be asked in a tight loop. */
const RESUBSCRIBE_DELAY_MS = 1000;

/** Which answers a topic makes stale. `account` changes everything that is on screen. */
const QUERIES_OF_TOPIC: Record<Topic, readonly (() => readonly unknown[])[]> = {
  account: [() => []],
  classes: [
    () => engine.classes.key(),
    () => engine.today.key(),
    () => engine.grading.key(),
    () => engine.progression.key(),
  ],
  grading: [
    () => engine.grading.key(),
    () => engine.classes.key(),
    () => engine.today.key(),
    () => engine.lessons.gradedHomework.key(),
    () => engine.lessons.gradedIn.key(),
  ],
  'comment-bank': [() => engine.commentBank.key()],
  lessons: [
    () => engine.lessons.key(),
    () => engine.timetable.key(),
    () => engine.progression.key(),
    () => engine.today.key(),
    () => engine.library.key(),
    () => engine.reuse.key(),
  ],
  timetable: [
    () => engine.timetable.key(),
    () => engine.progression.key(),
    () => engine.reuse.key(),
    () => engine.today.key(),
  ],
  progression: [() => engine.progression.key(), () => engine.reuse.key()],
  library: [() => engine.library.key(), () => engine.today.key()],
  sync: [() => engine.sync.key(), () => engine.today.key(), () => engine.erasure.key()],
  settings: [() => engine.settings.key(), () => engine.erasure.key()],
  lock: [() => engine.lock.key()],
  watch: [() => engine.watch.key()],
};

/**
 * Follows the engine's events for as long as the page lives.
 *
 * Each subscription ends with its engine; the next one waits for the new engine, and then everything is
 * asked again, because what changed in between was told to nobody. Called before any question is asked, so
 * that the first subscription has missed nothing.
 */
export async function followEngine(client: EngineClient, queries: QueryClient): Promise<never> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      const events = await client.events.subscribe();
      if (!isFirst) void queries.invalidateQueries();
      for await (const event of events) receive(event, queries);
    } catch {
      // The next turn waits for the next engine.
    }
    documentsInOptimiser.set([]);
    await new Promise((resolve) => setTimeout(resolve, RESUBSCRIBE_DELAY_MS));
  }
}

function receive(event: EngineEvent, queries: QueryClient): void {
  switch (event.type) {
    case 'changed':
      for (const queryKey of keysOf(event.topics)) void queries.invalidateQueries({ queryKey });
      return;
    case 'sync-progress':
      syncProgress.set(event);
      return;
    case 'optimise-progress':
      documentsInOptimiser.set(nextInOptimiser(documentsInOptimiser.get(), event));
      return;
    case 'copy-taken':
    case 'copy-refused':
      for (const listener of copyListeners) listener(event);
      return;
    case 'work-progress':
      workInHand.set(event.done < event.total ? event : null);
  }
}

function keysOf(topics: readonly Topic[]): readonly (readonly unknown[])[] {
  const keys = new Map<string, readonly unknown[]>();
  for (const topic of topics) {
    for (const keyOf of QUERIES_OF_TOPIC[topic]) {
      const key = keyOf();
      keys.set(JSON.stringify(key), key);
    }
  }
  return [...keys.values()];
}

function nextInOptimiser(
  documents: readonly InOptimiser[],
  { name, state, share }: OptimiseProgress,
): readonly InOptimiser[] {
  if (state === 'started') return [...documents, { name, share }];
  const index = documents.findIndex((one) => one.name === name);
  if (index < 0) return documents;
  return state === 'finished' ? documents.toSpliced(index, 1) : documents.with(index, { name, share });
}
