import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
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
const announce = ({ engine, lessonId, forumId }: LessonAtMoodle, without: readonly string[] = []) =>
  engine.client.moodle.deposit({
    lessonId,
    deposit: { as: 'announcement', forumId, without: [...without] },
  });
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
    forums: [{ id: school.forumId, name: 'Annonces', isNews: true, state: 'absent', left: [] }],
    staying: [],
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

/** A lesson with these documents, and the forum that it may be announced in. */
async function openWithDocuments(names: readonly string[]) {
  const school = await openLesson();
  const { engine, fake, lessonId, forumId } = school;
  const forum = fake.site.forums.find(({ id }) => id === forumId);
  if (forum === undefined) throw new Error('no forum');
  for (const name of names)
    await engine.client.lessons.attach({ lessonId, path: await school.document(name, `${name} à lire`) });
  const attached = () =>
    fake.site.discussions.flatMap(({ id }) =>
      fake.site.files.files(attachmentArea(forum, id)).map(({ filename }) => filename),
    );
  return { ...school, forum, attached };
}

type Limits = { readonly maxbytes?: number; readonly maxattachments?: number };
type Left = { readonly name: string; readonly reason: string };
test.each<[string, Limits, ...Left[]]>([
  ['one that is too large', { maxbytes: 16 }, { name: 'trop-long.txt', reason: 'too-large' }],
  ['one too many', { maxattachments: 1 }, { name: 'trop-long.txt', reason: 'too-many' }],
  [
    'all of them where it takes none',
    { maxattachments: 0 },
    { name: 'un.txt', reason: 'no-attachments' },
    { name: 'trop-long.txt', reason: 'no-attachments' },
  ],
  [
    'all of them where its largest is one byte',
    { maxbytes: 1 },
    { name: 'un.txt', reason: 'no-attachments' },
    { name: 'trop-long.txt', reason: 'no-attachments' },
  ],
])('an announcement goes without %s once its teacher was shown which', async (_, limits, ...left) => {
  const school = await openWithDocuments(['un.txt', 'trop-long.txt']);
  Object.assign(school.forum, limits);
  const { forums } = await course(school);
  expect(forums[0]?.left).toMatchObject(left);
  await expect(announce(school)).rejects.toMatchObject({
    code: 'moodle/no-room',
    data: { params: { name: left[0]?.name } },
  });
  expect([school.fake.site.discussions, school.fake.traffic.countOf(POST)]).toEqual([[], 0]);
  const after = await announce(
    school,
    forums[0]?.left.map(({ sha256 }) => sha256),
  );
  expect(after.forums[0]).toMatchObject({
    state: 'there',
    left: left.map(({ name }) => ({ name, reason: 'not-there' })),
  });
  expect(school.attached()).toEqual(left.length === 1 ? ['un.txt'] : []);
  expect(after.files).toBe('absent');
});

test('a teacher who may attach nothing is told so before, and what was attached is told after', async () => {
  const school = await openWithDocuments(['un.txt']);
  const { site } = school.fake;
  Object.assign(site.config, { withoutCapabilities: new Set(['mod/forum:createattachment']) });
  const { forums } = await course(school);
  expect(forums).toMatchObject([{ left: [{ name: 'un.txt', reason: 'no-attachments' }] }]);
  Object.assign(site.config, { withoutCapabilities: new Set() });
  expect((await announce(school)).forums).toMatchObject([{ state: 'there', left: [] }]);
  const [discussion] = site.discussions;
  site.files.replace(attachmentArea(school.forum, discussion?.id ?? 0), [], site.now());
  expect((await course(school)).forums).toMatchObject([{ left: [{ name: 'un.txt', reason: 'not-there' }] }]);
});

test('a document that is larger than a file may be at this Moodle keeps nothing else back', async () => {
  const school = await openWithDocuments(['un.txt', 'trop-long.txt']);
  Object.assign(school.fake.site.config, { maxbytes: 16 });
  const now = await course(school);
  const tooLarge = [{ name: 'trop-long.txt', reason: 'too-large' }];
  expect(now).toMatchObject({ staying: tooLarge, forums: [{ left: tooLarge }], files: 'absent' });
  expect((await bringFiles(school)).files).toBe('there');
  const files = school.fake.site.files.files(privateArea(TEACHER.id));
  expect(files.map(({ filename }) => filename)).toEqual(['un.txt']);
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

/** As a disk that was mended, or a back-up without documents, leaves it. */
function loseDocument({ directory }: LessonAtMoodle, sha256: string): void {
  const accounts = join(directory, 'data', 'accounts');
  const [account = ''] = readdirSync(accounts);
  const db = new Database(join(accounts, account, 'cartable.sqlite'));
  db.prepare('UPDATE blob SET is_local = 0 WHERE sha256 = ?').run(sha256);
  db.close();
}

test('a document that is not on this computer is named, and the rest goes without it', async () => {
  const school = await openWithDocuments(['un.txt', 'perdu.txt']);
  const { engine, lessonId } = school;
  const { resources } = await engine.client.lessons.get({ lessonId });
  const lost = resources.find(({ document: { name } }) => name === 'perdu.txt')?.document.sha256 ?? '';
  loseDocument(school, lost);
  const away = [{ name: 'perdu.txt', sha256: lost, reason: 'not-here' }];
  expect(await course(school)).toMatchObject({ event: 'absent', forums: [{ left: away }], staying: away });
  await expect(announce(school)).rejects.toMatchObject({ code: 'moodle/no-room' });
  expect((await announce(school, [lost])).forums).toMatchObject([
    { state: 'there', left: [{ name: 'perdu.txt', reason: 'not-there' }] },
  ]);
  expect(school.attached()).toEqual(['un.txt']);
  expect((await bringFiles(school)).files).toBe('there');
  expect((await event(school)).event).toBe('there');
});

test('a session that is over says so', async () => {
  const school = await openLesson();
  school.fake.site.revokeTokens();
  await expect(course(school)).rejects.toMatchObject({ code: 'account/sign-in-needed' });
});
