import { expect, test } from 'vitest';
import { addForum } from '../fake-moodle/fake-moodle.ts';
import { attachmentArea } from '../fake-moodle/functions/forums.ts';
import { privateArea } from '../fake-moodle/functions/private-files.ts';
import { TEACHER } from '../fake-moodle/site/recorded-class.ts';
import { type MoodleClass, openMoodleClass } from './moodle-class.ts';

/** Lessons at a Moodle, which has no place for them: in the course's calendar, a forum, the teacher's own files. */

const CREATE = 'core_calendar_create_calendar_events';
const POST = 'mod_forum_add_discussion';
const ADD_FILES = 'core_user_add_user_private_files';
const STARTS_AT = Date.UTC(2026, 11, 8, 9, 0);

interface LessonAtMoodle extends MoodleClass {
  readonly lessonId: string;
  readonly forumId: number;
  save(text: string, title?: string): Promise<unknown>;
}

async function openLesson(options: Parameters<typeof openMoodleClass>[0] = {}): Promise<LessonAtMoodle> {
  const school = await openMoodleClass(options);
  const { engine, fake } = school;
  const { id: forumId } = addForum(fake, { name: 'Annonces', type: 'news' });
  await engine.client.sync.start();
  const save = (id: string | undefined, text: string, title = 'La chute libre') =>
    engine.client.lessons.save({
      ...(id === undefined ? {} : { id }),
      classGroupId: 'course-2',
      title,
      startsAt: STARTS_AT,
      blocks: [paragraph('b1', text)],
    });
  const { id: lessonId } = await save(undefined, 'Lire la page 12.');
  return { ...school, lessonId, forumId, save: (text, title) => save(lessonId, text, title) };
}

const paragraph = (id: string, text: string) => ({
  id,
  content: { type: 'paragraph', content: [{ type: 'text', text }] },
});

const course = ({ engine, lessonId }: LessonAtMoodle) => engine.client.moodle.course({ lessonId });
const event = ({ engine, lessonId }: LessonAtMoodle) =>
  engine.client.moodle.deposit({ lessonId, deposit: { as: 'event' } });
const announce = ({ engine, lessonId, forumId }: LessonAtMoodle) =>
  engine.client.moodle.deposit({ lessonId, deposit: { as: 'announcement', forumId } });
const bringFiles = ({ engine, lessonId }: LessonAtMoodle) =>
  engine.client.moodle.deposit({ lessonId, deposit: { as: 'files' } });

test('a teacher sees what a course has, and what of a lesson can go there; nothing is written by looking', async () => {
  const school = await openLesson();
  const { sections, ...ways } = await course(school);
  expect(sections[0]).toMatchObject({
    name: 'General',
    modules: [
      { name: 'Devoir 3 : la chute libre', kind: 'assign', isHidden: false },
      { name: 'Annonces', kind: 'forum' },
    ],
  });
  expect(ways).toEqual({
    event: 'absent',
    forums: [{ id: school.forumId, name: 'Annonces', isNews: true, state: 'absent' }],
    files: null,
  });
  expect(school.fake.site.events).toEqual([]);
  expect(school.fake.site.discussions).toEqual([]);
});

test('a lesson that is asked for again while it is still on its way goes there once', async () => {
  const school = await openLesson();
  const { fake } = school;
  const [first, second] = await Promise.all([announce(school), announce(school)]);
  expect([first.forums[0]?.state, second.forums[0]?.state]).toEqual(['there', 'there']);
  expect(fake.site.discussions).toHaveLength(1);
  await Promise.all([event(school), event(school)]);
  expect([fake.traffic.countOf(POST), fake.traffic.countOf(CREATE)]).toEqual([1, 1]);
});

test('a lesson goes into the course’s calendar once, and again only when it says something else', async () => {
  const school = await openLesson();
  const { fake } = school;
  expect((await event(school)).event).toBe('there');
  expect(fake.site.events).toMatchObject([
    { name: 'La chute libre', courseid: 2, eventtype: 'course', timestart: STARTS_AT / 1000 },
  ]);
  expect(fake.site.events[0]?.description).toContain('<p>Lire la page 12.</p>');
  await event(school);
  expect(fake.traffic.countOf(CREATE)).toBe(1);
  await school.save('Lire la page 13.');
  expect((await course(school)).event).toBe('changed-here');
  expect((await event(school)).event).toBe('there');
  expect(fake.site.events).toHaveLength(1);
  expect(fake.site.events[0]?.description).toContain('page 13');
});

test('what somebody has changed in the calendar on the web stays as it is there', async () => {
  const school = await openLesson();
  await event(school);
  const [stored] = school.fake.site.events;
  if (stored === undefined) throw new Error('no event');
  stored.timestart += 3600;
  expect((await course(school)).event).toBe('changed-there');
  await school.save('Lire la page 13.');
  await expect(event(school)).rejects.toMatchObject({ code: 'moodle/changed-there' });
  expect(school.fake.site.events).toEqual([stored]);
  expect(stored.description).toContain('page 12');
});

test.each([
  ['event', CREATE, event, ({ fake }: LessonAtMoodle) => fake.site.events.length],
  ['announcement', POST, announce, ({ fake }: LessonAtMoodle) => fake.site.discussions.length],
] as const)('an %s whose answer was lost is found, and not brought twice', async (_, name, bring, count) => {
  const school = await openLesson();
  school.fake.setFault({ kind: 'reset', atByte: 0 }, { at: name, times: 1 });
  await expect(bring(school)).rejects.toThrow();
  expect(count(school)).toBe(1);
  await bring(school);
  expect(count(school)).toBe(1);
  expect(school.fake.traffic.countOf(name)).toBe(1);
});

test('an announcement has the text and the documents of the lesson, and is not made again once it was sent', async () => {
  const school = await openLesson();
  const { engine, fake, lessonId, forumId } = school;
  const path = await school.document('exercices.txt', 'Exercice 1');
  await engine.client.lessons.attach({ lessonId, path });
  expect((await announce(school)).forums).toMatchObject([{ state: 'there' }]);
  const [discussion] = fake.site.discussions;
  expect(discussion).toMatchObject({ name: 'La chute libre', groupid: -1 });
  expect(discussion?.message).toContain('Lire la page 12.');
  const forum = fake.site.forums.find(({ id }) => id === forumId);
  if (forum === undefined || discussion === undefined) throw new Error('no forum');
  const area = attachmentArea(forum, discussion.id);
  expect(fake.site.files.files(area).map(({ filename }) => filename)).toEqual(['exercices.txt']);
  await school.save('Lire la page 13.');
  expect((await course(school)).forums).toMatchObject([{ state: 'changed-here' }]);
  await expect(announce(school)).rejects.toMatchObject({ code: 'moodle/changed-there' });
  expect(fake.site.discussions).toHaveLength(1);
});

test('formulas go there as TeX, which Moodle draws, and not as MathML, which it takes out', async () => {
  const school = await openLesson();
  const { engine, fake, lessonId } = school;
  const formula = (mathml: string) => ({ type: 'formula', attrs: { mathml } });
  const fraction = '<math><mfrac><mn>1</mn><mi>x</mi></mfrac><mo>&lt;</mo><mn>2</mn></math>';
  const common = '<math><mi>pgcd</mi><mo>(</mo><mi>a</mi><mo>)</mo></math>';
  await engine.client.lessons.save({
    id: lessonId,
    classGroupId: 'course-2',
    title: 'La chute libre',
    startsAt: STARTS_AT,
    blocks: [{ id: 'b1', content: { type: 'paragraph', content: [formula(fraction), formula(common)] } }],
  });
  await announce(school);
  const [discussion] = fake.site.discussions;
  expect(discussion?.message).toContain('<p>\\(\\frac{1}{x}&lt;2\\)\\(\\operatorname{pgcd}(a)\\)</p>');
  expect((await course(school)).forums).toMatchObject([{ state: 'there' }]);
});

test('an announcement that its forum would take without one of the documents is not made', async () => {
  const school = await openLesson();
  const { engine, fake, lessonId, forumId } = school;
  const forum = fake.site.forums.find(({ id }) => id === forumId);
  if (forum === undefined) throw new Error('no forum');
  for (const name of ['un.txt', 'deux.txt'])
    await engine.client.lessons.attach({ lessonId, path: await school.document(name, `${name} à lire`) });
  for (const limits of [{ maxbytes: 10 }, { maxbytes: 0, maxattachments: 1 }]) {
    Object.assign(forum, limits);
    await expect(announce(school)).rejects.toMatchObject({ code: 'moodle/no-room' });
  }
  expect([fake.site.discussions, fake.traffic.countOf(POST)]).toEqual([[], 0]);
  Object.assign(forum, { maxbytes: 20, maxattachments: 2 });
  expect((await announce(school)).forums).toMatchObject([{ state: 'there' }]);
  const [discussion] = fake.site.discussions;
  expect(fake.site.files.files(attachmentArea(forum, discussion?.id ?? 0))).toHaveLength(2);
});

test('documents go among the teacher’s own files, each once, and beside one that was changed there', async () => {
  const school = await openLesson();
  const { engine, fake, lessonId } = school;
  for (const name of ['cours.txt', 'exercices.txt'])
    await engine.client.lessons.attach({ lessonId, path: await school.document(name, name) });
  expect((await course(school)).files).toBe('absent');
  expect((await bringFiles(school)).files).toBe('there');
  const names = () =>
    fake.site.files.files(privateArea(TEACHER.id)).map(({ filepath, filename }) => filepath + filename);
  expect(names()).toEqual(['/Cartable/La chute libre/cours.txt', '/Cartable/La chute libre/exercices.txt']);
  await bringFiles(school);
  expect(fake.traffic.countOf(ADD_FILES)).toBe(1);
  const [mine, other] = fake.site.files.files(privateArea(TEACHER.id));
  if (mine === undefined || other === undefined) throw new Error('no files');
  const changed = { ...mine, bytes: Buffer.from('retouché sur le web'), contenthash: 'x' };
  fake.site.files.replace(privateArea(TEACHER.id), [changed, other], fake.site.now());
  expect((await course(school)).files).toBe('changed-here');
  expect((await bringFiles(school)).files).toBe('there');
  expect(names()).toContain('/Cartable/La chute libre/cours (2).txt');
  expect(fake.site.files.files(privateArea(TEACHER.id))[0]?.bytes.toString()).toBe('retouché sur le web');
});

test('what is for the teacher alone is in nothing that goes there', async () => {
  const school = await openLesson();
  const note = {
    id: 'b2',
    content: { type: 'teacherBlock', attrs: { kind: 'note' }, content: [paragraph('x', 'Secret').content] },
  };
  await school.engine.client.lessons.save({
    id: school.lessonId,
    classGroupId: 'course-2',
    title: 'La <chute> libre',
    startsAt: STARTS_AT,
    blocks: [paragraph('b1', 'Lire.'), note],
  });
  await event(school);
  await announce(school);
  const written = JSON.stringify([school.fake.site.events, school.fake.site.discussions]);
  expect(written).toContain('Lire.');
  expect(written).not.toContain('Secret');
  // Signs of HTML would be cleaned out of a title.
  expect(school.fake.site.events[0]?.name).toBe('La ‹chute› libre');
  expect((await course(school)).event).toBe('there');
});

test('what the teacher may not do in a course is not offered, and refused in plain words where it was taken away meanwhile', async () => {
  const school = await openLesson();
  const taken = ['moodle/calendar:manageentries', 'mod/forum:addnews', 'moodle/user:manageownfiles'];
  Object.assign(school.fake.site.config, { withoutCapabilities: new Set(taken) });
  const path = await school.document('cours.txt', 'cours');
  await school.engine.client.lessons.attach({ lessonId: school.lessonId, path });
  expect(await course(school)).toMatchObject({ event: null, forums: [], files: null });
  for (const bring of [event, announce, bringFiles])
    await expect(bring(school)).rejects.toMatchObject({ code: 'moodle/not-kept' });
  expect(school.fake.traffic.countOf(CREATE) + school.fake.traffic.countOf(POST)).toBe(0);
});

test.each([
  ['core_calendar_create_calendar_events', { event: null }],
  ['core_calendar_get_calendar_events', { event: null }],
  ['mod_forum_get_forums_by_courses', { forums: [] }],
  ['mod_forum_add_discussion', { forums: [] }],
  [ADD_FILES, { files: null }],
])(
  'where a site does not offer %s, what it is for is not offered, and the course is shown all the same',
  async (name, less) => {
    const school = await openLesson({ config: { withoutFunctions: new Set([name]) } });
    const path = await school.document('cours.txt', 'cours');
    await school.engine.client.lessons.attach({ lessonId: school.lessonId, path });
    const all = { event: 'absent', forums: [{ id: school.forumId, state: 'absent' }], files: 'absent' };
    expect(await course(school)).toMatchObject({ ...all, ...less });
  },
);

test('a group’s lesson goes to its group, and to no forum that the whole course reads', async () => {
  const school = await openLesson();
  const { fake, engine } = school;
  const members = new Set([4, 5]);
  fake.site.groups.push({ id: 91, courseid: 2, name: 'Groupe A', members });
  const { id: ofGroups } = addForum(fake, { name: 'Par groupes', groupmode: 1 });
  await engine.client.sync.start();
  const { id: lessonId } = await engine.client.lessons.save({
    classGroupId: 'group-91',
    title: 'TP',
    startsAt: STARTS_AT,
    blocks: [paragraph('b1', 'Apporter une blouse.')],
  });
  const ofGroup = { ...school, lessonId, forumId: ofGroups };
  // Events of a group are told to its members alone: what cannot be read back is not written.
  expect(await course(ofGroup)).toMatchObject({ event: null, forums: [{ id: ofGroups }] });
  members.add(TEACHER.id);
  expect((await course(ofGroup)).forums.map(({ id }) => id)).toEqual([ofGroups]);
  expect((await event(ofGroup)).event).toBe('there');
  await announce(ofGroup);
  expect(fake.site.events).toMatchObject([{ eventtype: 'group', groupid: 91, courseid: 2 }]);
  expect(fake.site.discussions).toMatchObject([{ groupid: 91 }]);
});

test('a session that is over says so', async () => {
  const school = await openLesson();
  school.fake.site.revokeTokens();
  await expect(course(school)).rejects.toMatchObject({ code: 'account/sign-in-needed' });
});
