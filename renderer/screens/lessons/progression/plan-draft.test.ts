import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { LessonPlan } from '../../../../preload/contract/index.ts';
import { contract } from '../../../../preload/contract/index.ts';
import { engineLink } from '../../../app/engine.ts';
import { PlanDraft } from './plan-draft.ts';

beforeAll(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
});
afterAll(() => {
  vi.unstubAllGlobals();
});
const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

const PLAN: LessonPlan = { sequenceId: 'sequence-1', minutes: 55, objectives: 'Lire un graphique' };

/** An engine with one lesson that is planned, and the plan of it that the window writes. */
function openPlan() {
  const stored = { plan: PLAN };
  const os = implement(contract).progression;
  const plan = os.plan.handler(() => stored.plan);
  const savePlan = os.savePlan.handler(({ input: { lessonId: _, ...next } }) => {
    const previous = stored.plan;
    stored.plan = next;
    return { previous };
  });
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  new RPCHandler({ progression: { plan, savePlan } }).upgrade(port1);
  port1.start();
  engineLink.connect(port2);
  return { stored, draft: new PlanDraft(async () => 'lesson-1') };
}

test('an objective that is typed before the plan has been read leaves the sequence and the minutes', async () => {
  const { stored, draft } = openPlan();
  draft.change({ objectives: 'T' });
  await draft.autosave.flush();
  expect(stored.plan).toEqual({ ...PLAN, objectives: 'T' });
});

test('a plan that is read while something is typed is shown around it', async () => {
  const { draft } = openPlan();
  draft.change({ objectives: 'T' });
  draft.refresh(PLAN);
  expect(draft.fields.get()).toEqual({ ...PLAN, objectives: 'T' });
  await draft.autosave.flush();
});

test('what is typed leaves what has changed elsewhere since it was shown', async () => {
  const { stored, draft } = openPlan();
  draft.refresh(PLAN);
  stored.plan = { ...PLAN, sequenceId: 'sequence-2' };
  draft.change({ minutes: 110 });
  draft.change({ objectives: 'Deux heures' });
  await draft.autosave.flush();
  expect(stored.plan).toEqual({ sequenceId: 'sequence-2', minutes: 110, objectives: 'Deux heures' });
});

test('a space that has just been typed stays when the plan is shown as it was saved', async () => {
  const { stored, draft } = openPlan();
  draft.change({ objectives: 'Lire ' });
  await draft.autosave.flush();
  draft.refresh(stored.plan);
  expect(draft.fields.get().objectives).toBe('Lire ');
  draft.refresh({ ...stored.plan, objectives: 'Écrire' });
  expect(draft.fields.get().objectives).toBe('Écrire');
});
