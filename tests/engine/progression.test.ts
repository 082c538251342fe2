import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { progressionHandlers as progression } from '../../main/engine/progression/handlers.ts';
import { reuseHandlers } from '../../main/engine/reuse/handlers.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import type { ProgressionStep, SequenceFields } from '../../preload/contract/progression.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const SEQUENCE: SequenceFields = {
  title: 'Vecteurs',
  subject: 'Mathématiques',
  objectives: 'Construire une somme',
  programme: 'BO spécial n° 1',
  competencies: 'Représenter',
  notes: 'Géoplan',
  expectedSessions: 3,
};

/** Tuesdays and Fridays at eight, from Friday 27 November 2026 on. */
async function openProgression() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  for (const weekday of [2, 5])
    timetableHandlers.saveSlot(context, {
      classGroupId: '2de4',
      weekday,
      fromMinute: 480,
      toMinute: 535,
      weeks: 'every',
      room: '',
      group: '',
      firstDay: null,
      lastDay: null,
    });
  const sequence = (title: string, change: Partial<SequenceFields> = {}) =>
    progression.saveSequence(context, { ...SEQUENCE, title, ...change }).id;
  const take = (step: ProgressionStep, classGroupId = '2de4') =>
    progression.arrange(context, { classGroupId, step });
  const insert = (newId: string, sequenceId: string | null, beforeId: string | null = null) =>
    take({ kind: 'insert', newId, title: newId, sequenceId, beforeId });
  /** « title day » of each lesson, by sequence. */
  const plan = (classGroupId = '2de4') => {
    const [board] = progression.board(context, { classGroupId });
    return (board?.lessons ?? []).map(({ title, startsAt }) => `${title} ${dayOf(startsAt)}`);
  };
  const put = (arrangement: Parameters<typeof progression.putBack>[1]['arrangement']) =>
    progression.putBack(context, { classGroupId: '2de4', arrangement });
  return { workspace, context, sequence, take, insert, plan, put };
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(5, 10);

test('a sequence and the plan of a lesson are kept here, taken back by the opposite edit, and sent to nobody', async () => {
  const { workspace, context, sequence } = await openProgression();
  const id = sequence('Vecteurs');
  expect(progression.saveSequence(context, { ...SEQUENCE, id, title: 'Suites' }).previous).toEqual(SEQUENCE);
  const lesson = lessonsHandlers.save(context, {
    classGroupId: '2de4',
    title: 'Séance',
    startsAt: START + 1,
    isPublished: false,
    blocks: [],
  });
  const sent = workspace.waiting().length;
  const plan = { sequenceId: id, minutes: 55, objectives: 'Lire un graphique' };
  expect(progression.savePlan(context, { ...plan, lessonId: lesson.id }).previous).toEqual({
    sequenceId: null,
    minutes: null,
    objectives: '',
  });
  expect(progression.plan(context, { lessonId: lesson.id })).toEqual(plan);
  expect(progression.sequences(context)).toEqual([
    { ...SEQUENCE, id, title: 'Suites', classGroupIds: ['2de4'], everIds: ['2de4'] },
  ]);
  progression.removeSequence(context, { sequenceId: id });
  expect(progression.sequences(context)).toEqual([]);
  expect(progression.plan(context, { lessonId: lesson.id }).sequenceId).toBeNull();
  progression.restoreSequence(context, { sequenceId: id });
  expect(progression.plan(context, { lessonId: lesson.id })).toEqual(plan);
  expect(workspace.waiting()).toHaveLength(sent);
});

test('what is not there is refused, and nothing is written', async () => {
  const { context, sequence, take } = await openProgression();
  const id = sequence('Vecteurs');
  const gone = expect.objectContaining({ code: 'store/not-found' });
  expect(() => progression.saveSequence(context, { ...SEQUENCE, id: 'none' })).toThrowError(gone);
  expect(() => progression.removeSequence(context, { sequenceId: 'none' })).toThrowError(gone);
  const plan = { sequenceId: id, minutes: null, objectives: '' };
  expect(() => progression.savePlan(context, { ...plan, lessonId: 'none' })).toThrowError(gone);
  expect(() => take({ kind: 'refit' }, 'none')).toThrowError(gone);
  expect(() =>
    take({ kind: 'insert', newId: 'x', title: 'x', sequenceId: 'none', beforeId: null }),
  ).toThrowError(gone);
  expect(progression.board(context, {}).flatMap(({ lessons }) => lessons)).toEqual([]);
});

test('new lessons take the next sessions over the holidays, and one in between pushes the rest: one undo for all', async () => {
  const { context, sequence, insert, plan, put } = await openProgression();
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) insert(title, id);
  const before = plan();
  // No session from 19 December to 3 January.
  expect(before).toEqual([
    'a 11-27',
    'b 12-01',
    'c 12-04',
    'd 12-08',
    'e 12-11',
    'f 12-15',
    'g 12-18',
    'h 01-05',
  ]);
  const preview = progression.preview(context, {
    classGroupId: '2de4',
    step: { kind: 'insert', newId: 'new', title: 'new', sequenceId: id, beforeId: 'f' },
  });
  expect(plan()).toEqual(before);
  const { outcome, before: undo } = insert('new', id, 'f');
  expect(outcome).toEqual(preview);
  expect(outcome).toMatchObject({ movedCount: 3, passedCount: 0 });
  expect(dayOf(outcome.lastMovedAt ?? 0)).toBe('01-08');
  expect(plan().slice(5)).toEqual(['new 12-15', 'f 12-18', 'g 01-05', 'h 01-08']);
  const { before: redo } = put(undo);
  expect(plan()).toEqual(before);
  put(redo);
  expect(plan().slice(5)).toEqual(['new 12-15', 'f 12-18', 'g 01-05', 'h 01-08']);
});

test('a lesson that moves to another sequence takes its place there, and Ctrl+Z brings all back', async () => {
  const { context, sequence, take, insert, plan, put } = await openProgression();
  const [first, second] = [sequence('Un'), sequence('Deux')];
  for (const title of ['a', 'b', 'c']) insert(title, first);
  for (const title of ['d', 'e']) insert(title, second);
  const before = plan();
  const { outcome, before: undo } = take({
    kind: 'move',
    lessonId: 'b',
    sequenceId: second,
    beforeId: 'e',
  });
  expect(plan()).toEqual(['a 11-27', 'c 12-01', 'd 12-04', 'b 12-08', 'e 12-11']);
  expect(outcome).toMatchObject({ movedCount: 2, passedCount: 0 });
  expect(progression.plan(context, { lessonId: 'b' }).sequenceId).toBe(second);
  put(undo);
  expect(plan()).toEqual(before);
  expect(progression.plan(context, { lessonId: 'b' }).sequenceId).toBe(first);
});

test('a published lesson and one that has begun keep their date: the others pass them by, and they are not moved', async () => {
  const { workspace, context, sequence, take, insert, plan } = await openProgression();
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c', 'd']) insert(title, id);
  const { classGroupId, title, startsAt, blocks } = lessonsHandlers.get(context, { lessonId: 'b' });
  lessonsHandlers.save(context, { id: 'b', classGroupId, title, startsAt, blocks, isPublished: true });
  const { outcome } = insert('new', id, 'a');
  expect(plan()).toEqual(['new 11-27', 'b 12-01', 'a 12-04', 'c 12-08', 'd 12-11']);
  expect(outcome).toMatchObject({ movedCount: 3, passedCount: 1 });
  workspace.clock.advance(4 * 24 * 3_600_000);
  const settled = expect.objectContaining({ code: 'progression/settled' });
  for (const lessonId of ['b', 'new']) {
    expect(() => take({ kind: 'move', lessonId, sequenceId: id, beforeId: null })).toThrowError(settled);
    expect(() => take({ kind: 'remove', lessonId })).toThrowError(settled);
  }
  expect(plan()).toEqual(['new 11-27', 'b 12-01', 'a 12-04', 'c 12-08', 'd 12-11']);
});

test('a lesson that goes is made up for by all that follow, and comes back to its place', async () => {
  const { sequence, take, insert, plan, put } = await openProgression();
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c']) insert(title, id);
  const { outcome, before } = take({ kind: 'remove', lessonId: 'a' });
  expect(plan()).toEqual(['b 11-27', 'c 12-01']);
  expect(outcome).toMatchObject({ at: null, movedCount: 2 });
  put(before);
  expect(plan()).toEqual(['a 11-27', 'b 12-01', 'c 12-04']);
});

test('a sequence goes before another one with its lessons, and one that has none only in the order', async () => {
  const { context, sequence, take, insert, plan, put } = await openProgression();
  const [one, two, three] = [sequence('Un'), sequence('Deux'), sequence('Trois')];
  for (const title of ['a', 'b']) insert(title, one);
  for (const title of ['c', 'd']) insert(title, two);
  take({ kind: 'give', sequenceId: three, fromClassGroupId: null });
  const order = () => progression.board(context, {})[0]?.sequences.map(({ title }) => title);
  expect(order()).toEqual(['Un', 'Deux', 'Trois']);
  take({ kind: 'order', sequenceId: three, beforeId: one });
  const { before } = take({ kind: 'order', sequenceId: two, beforeId: one });
  expect(order()).toEqual(['Trois', 'Deux', 'Un']);
  expect(plan()).toEqual(['c 11-27', 'd 12-01', 'a 12-04', 'b 12-08']);
  put(before);
  expect(order()).toEqual(['Trois', 'Un', 'Deux']);
  expect(plan()).toEqual(['a 11-27', 'b 12-01', 'c 12-04', 'd 12-08']);
});

test('another class gets the sequence at its own speed: its lessons are copied to its own sessions, as drafts', async () => {
  const { workspace, context, sequence, take, insert, plan } = await openProgression();
  workspace.receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  timetableHandlers.saveSlot(context, {
    classGroupId: '2de5',
    weekday: 1,
    fromMinute: 600,
    toMinute: 655,
    weeks: 'every',
    room: '',
    group: '',
    firstDay: null,
    lastDay: null,
  });
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c']) insert(title, id);
  progression.savePlan(context, { lessonId: 'a', sequenceId: id, minutes: 110, objectives: 'Voir' });
  const give = { kind: 'give', sequenceId: id, fromClassGroupId: '2de4' } as const;
  const { before } = take(give, '2de5');
  expect(plan('2de5')).toEqual(['a 11-30', 'b 12-07', 'c 12-14']);
  const [board] = progression.board(context, { classGroupId: '2de5' });
  expect(board?.lessons[0]).toMatchObject({ minutes: 110, isPublished: false, sequenceId: id });
  expect(plan()).toEqual(['a 11-27', 'b 12-01', 'c 12-04']);
  progression.putBack(context, { classGroupId: '2de5', arrangement: before });
  expect(plan('2de5')).toEqual([]);
  expect(progression.sequences(context)[0]?.classGroupIds).toEqual(['2de4']);
});

test('without a free hour to come nothing is written, and the teacher is told', async () => {
  const { context, workspace, sequence, insert, plan } = await openProgression();
  const id = sequence('Vecteurs');
  insert('a', id);
  const { slots } = timetableHandlers.get(context);
  timetableHandlers.removeSlots(context, { ids: slots.map((slot) => slot.id) });
  const waiting = workspace.waiting().length;
  expect(() => insert('b', id)).toThrowError(expect.objectContaining({ code: 'progression/no-session' }));
  expect(plan()).toEqual(['a 11-27']);
  expect(workspace.waiting()).toHaveLength(waiting);
});

test('a timetable that changed leaves lessons off it: they are told, and put on it again in their order', async () => {
  const { context, sequence, take, insert, plan, put } = await openProgression();
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c']) insert(title, id);
  const friday = timetableHandlers.get(context).slots.find(({ weekday }) => weekday === 5);
  if (friday === undefined) throw new Error('no Friday');
  const { classGroupName: _, ...fields } = friday;
  timetableHandlers.saveSlot(context, { ...fields, weekday: 4 });
  const [board] = progression.board(context, {});
  expect(board?.lessons.map(({ isOffTimetable }) => isOffTimetable)).toEqual([true, false, true]);
  const { before, outcome } = take({ kind: 'refit' });
  expect(plan()).toEqual(['a 11-26', 'b 12-01', 'c 12-03']);
  expect(outcome).toMatchObject({ at: null, movedCount: 2 });
  put(before);
  expect(plan()).toEqual(['a 11-27', 'b 12-01', 'c 12-04']);
});

test('a move that another computer made is the order here: only dates say it', async () => {
  const { workspace, context, sequence, insert, plan } = await openProgression();
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b']) insert(title, id);
  workspace.push();
  const { startsAt } = lessonsHandlers.get(context, { lessonId: 'b' });
  workspace.receive('lesson', 'a', {
    class_group_id: '2de4',
    title: 'a',
    starts_at: startsAt + 3 * 24 * 3_600_000,
    is_published: false,
    blocks: [],
  });
  expect(plan()).toEqual(['b 12-01', 'a 12-04']);
});

test('what is put off takes along its corrections, its publication and the homework that is due with it; undo puts all back', async () => {
  const { workspace, context, sequence, take, insert, put } = await openProgression();
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c', 'd']) insert(title, id);
  const startOf = (lessonId: string) => lessonsHandlers.get(context, { lessonId }).startsAt;
  const [b, c, d] = ['b', 'c', 'd'].map(startOf) as [number, number, number];
  const [minute, day] = [60_000, 24 * 3_600_000];
  const solution = (blockId: string, at: number) => ({
    id: blockId,
    content: { type: 'teacherBlock', attrs: { kind: 'correction', label: 'Corrigé', at }, content: [] },
  });
  lessonsHandlers.save(context, {
    id: 'b',
    classGroupId: '2de4',
    title: 'b',
    startsAt: b,
    isPublished: false,
    publishAt: b - day,
    blocks: [solution('end', b + 55 * minute), solution('next day', b + day + 120 * minute)],
  });
  const due = (newId: string, lessonId: string, dueAt: number) =>
    lessonsHandlers.saveHomework(context, { newId, lessonId, text: newId, dueAt });
  due('with c', 'b', c);
  due('on c’s day', 'b', c + 600 * minute);
  due('on a Sunday', 'b', Date.UTC(2026, 11, 6, 17));
  const shown = () => {
    const lesson = lessonsHandlers.get(context, { lessonId: 'b' });
    const dates = lesson.blocks.map(({ content }) => (content.attrs as { at: number }).at);
    const homework = lesson.homework.map(({ text, dueAt }) => [text, dueAt]);
    return { publishAt: lesson.publishAt, dates, homework: Object.fromEntries(homework) };
  };
  const before = shown();
  const later = {
    publishAt: c - day,
    dates: [c + 55 * minute, c + day + 120 * minute],
    homework: { 'with c': d, 'on c’s day': d + 600 * minute, 'on a Sunday': Date.UTC(2026, 11, 6, 17) },
  };
  const step = { kind: 'insert', newId: 'new', title: 'new', sequenceId: id, beforeId: 'b' } as const;
  const told = progression.preview(context, { classGroupId: '2de4', step });
  const { outcome, before: undo } = insert('new', id, 'b');
  expect([told, outcome.homeworkCount, outcome.dateCount]).toEqual([outcome, 2, 3]);
  expect([startOf('b'), startOf('c')]).toEqual([c, d]);
  expect(shown()).toEqual(later);
  const { before: redo } = put(undo);
  expect(shown()).toEqual(before);
  const { before: again } = put(redo);
  expect(shown()).toEqual(later);
  // What somebody has decided since stays, and is nobody's to put back.
  due('new', 'b', c + 3 * day);
  lessonsHandlers.saveHomework(context, {
    id: 'with c',
    lessonId: 'b',
    text: 'with c',
    dueAt: d + 2 * minute,
  });
  put(again);
  expect(shown().homework).toEqual({ ...before.homework, 'with c': d + 2 * minute, new: c + 3 * day });
  // A lesson that goes before what it gives homework from leaves that where it is.
  const { homework } = shown();
  take({ kind: 'move', lessonId: 'c', sequenceId: id, beforeId: 'b' });
  expect(startOf('b')).toBe(c);
  expect(shown().homework['on c’s day']).toBe(homework['on c’s day']);
  expect(workspace.waiting().some(({ entity }) => entity === 'homework')).toBe(true);
});

test('what is prepared for next year stays where it is, whatever is done to this one, and is given to nobody', async () => {
  const { workspace, context, sequence, take, insert, plan, put } = await openProgression();
  workspace.receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  const slot = { classGroupId: '2de5', weekday: 1, fromMinute: 600, toMinute: 655, weeks: 'every' } as const;
  timetableHandlers.saveSlot(context, { ...slot, room: '', group: '', firstDay: null, lastDay: null });
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c']) insert(title, id);
  reuseHandlers.copy(context, {
    source: { kind: 'year', classGroupId: '2de4', firstDay: '2026-09-01' },
    classGroupIds: ['2de4'],
    fromDay: '2027-09-01',
    withHomework: true,
  });
  const nextYear = () =>
    lessonsHandlers
      .starts(context, { classGroupId: '2de4', fromMs: Date.UTC(2027, 7, 1) })
      .map(({ title, startsAt }) => `${title} ${dayOf(startsAt)}`);
  const prepared = nextYear();
  expect(prepared).toHaveLength(3);
  const before = plan();
  expect(before).toEqual(['a 11-27', 'b 12-01', 'c 12-04']);
  const [bar] = progression.year(context, { classGroupId: '2de4' }).rows[0]?.bars ?? [];
  expect(bar).toMatchObject({ lessonCount: 3, lastDay: '2026-12-04', overflowCount: 0 });
  const tryStep = (step: ProgressionStep, after: string[]) => {
    const { before: undo } = take(step);
    expect(plan()).toEqual(after);
    expect(nextYear()).toEqual(prepared);
    put(undo);
    expect([plan(), nextYear()]).toEqual([before, prepared]);
  };
  tryStep({ kind: 'refit' }, before);
  tryStep({ kind: 'remove', lessonId: 'b' }, ['a 11-27', 'c 12-01']);
  const end = { kind: 'insert', newId: 'end', title: 'end', sequenceId: id, beforeId: null } as const;
  tryStep(end, [...before, 'end 12-08']);
  tryStep({ kind: 'withdraw', sequenceId: id }, before);
  take({ kind: 'give', sequenceId: id, fromClassGroupId: '2de4' }, '2de5');
  expect(plan('2de5')).toEqual(['a 11-30', 'b 12-07', 'c 12-14']);
  const again = reuseHandlers.preview(context, {
    source: { kind: 'sequence', sequenceId: id, classGroupId: '2de4' },
    classGroupIds: ['2de5'],
    fromDay: '2027-01-04',
    withHomework: true,
  });
  expect(again.landings[0]?.lessons).toHaveLength(3);
});

test('no lesson is put off into another school year: without an hour left in its own, the step is refused whole', async () => {
  const { workspace, context, sequence, take, insert, plan } = await openProgression();
  const id = sequence('Vecteurs');
  workspace.clock.advance(Date.UTC(2027, 5, 28, 9) - START);
  for (const title of ['a', 'b']) insert(title, id);
  expect(plan()).toEqual(['a 06-29', 'b 07-02']);
  const refused = expect.objectContaining({ code: 'progression/no-session' });
  const waiting = workspace.waiting().length;
  expect(() => insert('c', id)).toThrowError(refused);
  expect(() => insert('c', id, 'a')).toThrowError(refused);
  const { blocks: _, ...lesson } = lessonsHandlers.get(context, { lessonId: 'a' });
  lessonsHandlers.save(context, {
    classGroupId: '2de4',
    title: 'c',
    startsAt: lesson.startsAt + 1,
    blocks: [],
  });
  expect(() => take({ kind: 'refit' })).toThrowError(refused);
  expect(plan()).toEqual(['a 06-29', 'c 06-29', 'b 07-02']);
  expect(workspace.waiting()).toHaveLength(waiting + 1);
  // In summer it is the year to come.
  workspace.clock.advance(20 * 24 * 3_600_000);
  expect(plan()).toEqual([]);
  insert('d', id);
  expect(plan()).toEqual(['d 09-03']);
});

test('the year tells what is planned, what is done, and what it has no room for', async () => {
  const { workspace, context, sequence, insert, take } = await openProgression();
  const [one, two] = [sequence('Un', { expectedSessions: 4 }), sequence('Deux', { expectedSessions: 120 })];
  for (const title of ['a', 'b']) insert(title, one);
  take({ kind: 'give', sequenceId: two, fromClassGroupId: null });
  workspace.clock.advance(4 * 24 * 3_600_000);
  const { firstDay, lastDay, today, weeks, rows } = progression.year(context, {});
  expect([firstDay, lastDay, today]).toEqual(['2026-09-01', '2027-07-02', '2026-11-28']);
  expect(weeks.find(({ monday }) => monday === '2026-12-21')).toMatchObject({
    isHoliday: true,
    holidayName: 'Noël',
  });
  // Of a zone that is not known, the breaks that all three share.
  expect(weeks.filter(({ isHoliday }) => isHoliday)).toHaveLength(4);
  const [first, second] = rows[0]?.bars ?? [];
  expect(first).toEqual({
    sequenceId: one,
    title: 'Un',
    lessonCount: 2,
    doneCount: 1,
    plannedCount: 4,
    firstDay: '2026-11-27',
    lastDay: '2026-12-08',
    overflowCount: 0,
  });
  expect(second).toMatchObject({ plannedCount: 120, firstDay: '2026-12-11', lastDay: '2027-07-02' });
  expect(second?.overflowCount).toBeGreaterThan(50);
});

test('steps and « remettre à l’emploi du temps » count the hours of two groups as one place', async () => {
  const { context, sequence, take, insert, plan } = await openProgression();
  const { slots } = timetableHandlers.get(context);
  const [tuesday, friday] = slots as [(typeof slots)[number], (typeof slots)[number]];
  const id = sequence('Vecteurs');
  for (const title of ['a', 'b', 'c']) insert(title, id);
  expect(plan()).toEqual(['a 11-27', 'b 12-01', 'c 12-04']);
  for (const [{ classGroupName: _, ...slot }, group] of [
    [tuesday, 'Groupe 1'],
    [friday, 'Groupe 2'],
  ] as const)
    timetableHandlers.saveSlot(context, { ...slot, group });
  take({ kind: 'refit' });
  expect(plan()).toEqual(['a 12-01', 'b 12-08', 'c 12-15']);
  insert('d', id);
  expect(plan()).toEqual(['a 12-01', 'b 12-08', 'c 12-15', 'd 01-05']);
  const [day] = timetableHandlers.days(context, { firstDay: '2026-12-11', lastDay: '2026-12-11' });
  expect(day?.sessions.map(({ lessonId }) => lessonId)).toEqual(['b']);
});

test('the next school year has a board of its own: what is prepared there leaves this one as it is, and is taken back alone', async () => {
  const { context, sequence, insert, plan } = await openProgression();
  const [running, next] = progression.years(context);
  expect([running?.firstDay, next?.firstDay]).toEqual(['2026-09-01', '2027-09-01']);
  const day = next?.firstDay ?? '';
  const vectors = sequence('Vecteurs');
  for (const title of ['a', 'b']) insert(title, vectors);
  const boardOf = (year: { day?: string }) =>
    progression.board(context, { classGroupId: '2de4', ...year })[0];
  const lessonsIn = (year: { day?: string }) =>
    boardOf(year)?.lessons.map(
      ({ title, startsAt }) => `${title} ${new Date(startsAt).toISOString().slice(0, 10)}`,
    );
  expect(boardOf({ day })).toMatchObject({ sequences: [], lessons: [] });
  expect(progression.sequences(context, { day })[0]).toMatchObject({ classGroupIds: [], everIds: ['2de4'] });
  const give = { kind: 'give', sequenceId: vectors, fromClassGroupId: '2de4' } as const;
  const preview = progression.preview(context, { classGroupId: '2de4', step: give, day });
  const { before, outcome } = progression.arrange(context, { classGroupId: '2de4', step: give, day });
  expect(outcome).toEqual(preview);
  // The first Tuesday and Friday of September.
  expect(lessonsIn({ day })).toEqual(['a 2027-09-03', 'b 2027-09-07']);
  expect(boardOf({ day })?.sequences.map(({ title }) => title)).toEqual(['Vecteurs']);
  expect(plan()).toEqual(['a 11-27', 'b 12-01']);
  progression.arrange(context, {
    classGroupId: '2de4',
    day,
    step: { kind: 'insert', newId: 'c', title: 'c', sequenceId: vectors, beforeId: null },
  });
  expect(lessonsIn({ day })?.at(-1)).toBe('c 2027-09-10');
  const [row] = progression.year(context, { classGroupId: '2de4', day }).rows;
  expect(row?.bars).toMatchObject([{ lessonCount: 3, firstDay: '2027-09-03', lastDay: '2027-09-10' }]);
  expect(progression.year(context, { classGroupId: '2de4', day }).withoutBreaks).toBe('2027-2028');
  expect(progression.year(context, { classGroupId: '2de4' }).withoutBreaks).toBeNull();
  // A sequence of the next year alone is no empty column of this one.
  const later = sequence('Suites');
  progression.arrange(context, {
    classGroupId: '2de4',
    day,
    step: { kind: 'insert', newId: 'd', title: 'd', sequenceId: later, beforeId: null },
  });
  expect(boardOf({})?.sequences.map(({ title }) => title)).toEqual(['Vecteurs']);
  progression.putBack(context, { classGroupId: '2de4', day, arrangement: before });
  expect(lessonsIn({ day })).toEqual(['c 2027-09-10', 'd 2027-09-14']);
  expect(plan()).toEqual(['a 11-27', 'b 12-01']);
});

test('a sequence that is withdrawn from the next year keeps its place in this one', async () => {
  const { context, sequence, insert } = await openProgression();
  const [vectors, suites] = [sequence('Vecteurs'), sequence('Suites')];
  insert('s1', suites);
  insert('v1', vectors);
  const day = '2027-09-01';
  const arrange = (step: ProgressionStep, inYear?: { day: string }) =>
    progression.arrange(context, { classGroupId: '2de4', step, ...inYear });
  const titles = () => progression.board(context, {})[0]?.sequences.map(({ title }) => title);
  arrange({ kind: 'order', sequenceId: vectors, beforeId: suites });
  arrange({ kind: 'give', sequenceId: vectors, fromClassGroupId: '2de4' }, { day });
  expect(titles()).toEqual(['Vecteurs', 'Suites']);
  arrange({ kind: 'withdraw', sequenceId: vectors }, { day });
  expect(titles()).toEqual(['Vecteurs', 'Suites']);
});
