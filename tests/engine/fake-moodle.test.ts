import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { comment, gradeParams, MoodleClient } from '../fake-moodle/client.ts';
import {
  type FakeMoodle,
  type FakeMoodleOptions,
  MOODLE_3_9,
  startFakeMoodle,
} from '../fake-moodle/fake-moodle.ts';
import { addAssignment, addUser, handIn } from '../fake-moodle/site/recorded-class.ts';
import { smallPdf } from '../fake-moodle/site/small-pdf.ts';

async function open(options: FakeMoodleOptions = {}) {
  const fake = await startFakeMoodle({ students: 5, ...options });
  onTestFinished(() => fake.close());
  const client = new MoodleClient(fake);
  await client.signIn();
  return { fake, client };
}

type Grades = { assignments: { grades: { userid: number; grade: string; timemodified: number }[] }[] };
async function gradesOf(client: MoodleClient, assignmentid = 1) {
  const { assignments } = (await client.call('mod_assign_get_grades', {
    assignmentids: [assignmentid],
  })) as Grades;
  return new Map((assignments[0]?.grades ?? []).map((grade) => [grade.userid, grade]));
}

type Plugins = {
  plugins: {
    type: string;
    editorfields?: { text: string }[];
    fileareas: { files: { filename: string }[] }[];
  }[];
};
type Status = { feedback?: Plugins; lastattempt: { gradingstatus: string; extensionduedate: number } };
const statusOf = async (client: MoodleClient, userid: number, assignid = 1) =>
  (await client.call('mod_assign_get_submission_status', { assignid, userid })) as Status;
const commentOf = ({ feedback }: Status) =>
  feedback?.plugins.find(({ type }) => type === 'comments')?.editorfields?.[0]?.text;
const filesOf = ({ feedback }: Status) =>
  feedback?.plugins.find(({ type }) => type === 'file')?.fileareas[0]?.files.map(({ filename }) => filename);

const saveGrades = (client: MoodleClient, grades: object[], assignmentid = 1, applytoall = false) =>
  client.call('mod_assign_save_grades', { assignmentid, applytoall, grades: grades as never });

const errorOf = async (answer: Promise<unknown>) => ((await answer) as { errorcode?: string }).errorcode;

describe('parameters', () => {
  test.each([
    ['a missing one', { assignmentid: 1, userid: 4, grade: 12, attemptnumber: -1, addattempt: 0 }],
    ['one that nobody expects', { assignmentid: 1, ...gradeParams(4, 12), applytoall: 0, sendnow: 1 }],
    ['a number with a comma', { assignmentid: 1, ...gradeParams(4, '12,5'), applytoall: 0 }],
    ['a truth that is a word', { assignmentid: 1, ...gradeParams(4, 12), applytoall: 'true' }],
    ['a whole number with a point', { assignmentid: '1.0', ...gradeParams(4, 12), applytoall: 0 }],
    ['a list in place of a number', { assignmentid: [1], ...gradeParams(4, 12), applytoall: 0 }],
    [
      'an unknown plugin',
      { assignmentid: 1, ...gradeParams(4, 12), applytoall: 0, plugindata: { onlinetext: 'x' } },
    ],
  ])('%s is refused, and nothing is kept', async (_what, params) => {
    const { client } = await open();
    expect(await client.call('mod_assign_save_grade', params as never)).toEqual({
      exception: 'core\\exception\\invalid_parameter_exception',
      errorcode: 'invalidparameter',
      message: 'Invalid parameter value detected',
    });
    expect((await gradesOf(client)).size).toBe(0);
  });

  test('are taken from the address too', async () => {
    const { fake, client } = await open();
    const query = `wstoken=${client.token}&wsfunction=core_enrol_get_users_courses&moodlewsrestformat=json&userid=3`;
    const reply = await fetch(`${fake.url}/webservice/rest/server.php?${query}`);
    expect(await reply.json()).toMatchObject([{ id: 2, enrolledusercount: 6 }]);
  });

  test('past max_input_vars are left out in silence: the last grades of a long list are lost', async () => {
    const { client } = await open({ config: { maxInputVars: 5 + 3 * 5 } });
    const grades = [4, 5, 6, 7].map((userid) => gradeParams(userid, 12));
    expect(await saveGrades(client, grades)).toBeNull();
    expect([...(await gradesOf(client)).keys()]).toEqual([4, 5, 6]);
  });

  test('of a function that a Moodle does not have, or that the service does not offer', async () => {
    const { client } = await open({ config: { withoutFunctions: new Set(['mod_assign_save_grades']) } });
    expect(await errorOf(client.call('mod_assign_grade_everyone'))).toBe('invalidrecord');
    expect(await errorOf(saveGrades(client, []))).toBe('accessexception');
    expect(await errorOf(client.call('core_grading_get_definitions'))).toBe('accessexception');
  });
});

describe('grades', () => {
  test('a list is kept one by one: a failure leaves those before it', async () => {
    const { fake, client } = await open();
    fake.gradeOnWeb(5, { comment: 'vu en ligne' });
    const answer = saveGrades(client, [gradeParams(4, 12), gradeParams(5, 13), gradeParams(6, 14)]);
    // A form without an editor, over a comment that is there, is a row that the database refuses.
    expect(await errorOf(answer)).toBe('dmlwriteexception');
    const grades = await gradesOf(client);
    expect([grades.get(4)?.grade, grades.get(5)?.grade, grades.get(6)]).toEqual([
      '12.00000',
      '-1.00000',
      undefined,
    ]);
  });

  test('a grade that the gradebook has locked is not changed, and its comment is', async () => {
    const { fake, client } = await open();
    fake.gradeOnWeb(4, { grade: 9 });
    fake.assign.gradebook.get(4)!.locked = true;
    expect(await saveGrades(client, [gradeParams(4, 15, { plugindata: comment('mieux') })])).toBeNull();
    expect((await gradesOf(client)).get(4)?.grade).toBe('9.00000');
    expect(commentOf(await statusOf(client, 4))).toBe('mieux');
  });

  test('times are whole seconds, and an edit on the web is seen by `since`', async () => {
    let now = 1_795_461_681_250;
    const { fake, client } = await open({ clock: () => now });
    fake.gradeOnWeb(4, { grade: 8 });
    now += 1_000;
    fake.gradeOnWeb(5, { grade: 9 }, { graderid: 99 });
    const since = (await client.call('mod_assign_get_grades', {
      assignmentids: [1],
      since: 1_795_461_682,
    })) as Grades;
    expect(since.assignments[0]!.grades).toMatchObject([
      { userid: 5, grader: 99, timemodified: 1_795_461_682 },
    ]);
  });

  test('-1 takes a grade back, and is told as a grade', async () => {
    const { client } = await open();
    await saveGrades(client, [gradeParams(4, 12)]);
    await saveGrades(client, [gradeParams(4, -1)]);
    expect((await gradesOf(client)).get(4)?.grade).toBe('-1.00000');
    expect((await statusOf(client, 4)).lastattempt.gradingstatus).toBe('notgraded');
  });

  test('a scale takes the numbers of its words, and no other', async () => {
    const { fake, client } = await open();
    fake.site.scales.set(2, ['Insuffisant', 'Fragile', 'Satisfaisant', 'Très bien']);
    const { row } = addAssignment(fake.site, { course: 2, name: 'Oral', grade: -2 });
    await saveGrades(client, [gradeParams(4, 3), gradeParams(5, 5)], row.id);
    const grades = await gradesOf(client, row.id);
    expect([grades.get(4)?.grade, grades.get(5)?.grade]).toEqual(['3.00000', '-1.00000']);
    expect(await statusOf(client, 4, row.id)).toMatchObject({
      feedback: { gradefordisplay: 'Satisfaisant' },
    });
  });

  test('a rubric decides the grade: a plain one counts as nothing reached', async () => {
    const { fake, client } = await open();
    const levels = [0, 1, 2].map((score) => ({ id: 10 + score, score }));
    const { row } = addAssignment(fake.site, {
      course: 2,
      name: 'TP',
      rubric: { criteria: [{ id: 1, levels }] },
    });
    const filling = { criterionid: 1, fillings: [{ levelid: 11 }] };
    await saveGrades(
      client,
      [gradeParams(4, 18), gradeParams(5, 18, { advancedgradingdata: { rubric: { criteria: [filling] } } })],
      row.id,
    );
    const grades = await gradesOf(client, row.id);
    expect([grades.get(4)?.grade, grades.get(5)?.grade]).toEqual(['0.00000', '10.00000']);
    expect(await client.call('core_course_get_course_module', { cmid: row.cmid })).toMatchObject({
      cm: { advancedgrading: [{ area: 'submissions', method: 'rubric' }] },
    });
  });

  test('a new attempt hides the grade of the one before', async () => {
    const { fake, client } = await open();
    const assign = addAssignment(fake.site, {
      course: 2,
      name: 'Rédaction',
      attemptreopenmethod: 'manual',
      maxattempts: 2,
    });
    handIn(assign, 4, { text: 'un' });
    await saveGrades(client, [{ ...gradeParams(4, 7), addattempt: true }], assign.row.id);
    expect((await gradesOf(client, assign.row.id)).has(4)).toBe(false);
    expect(await client.call('mod_assign_get_submissions', { assignmentids: [assign.row.id] })).toMatchObject(
      {
        assignments: [{ submissions: [{ userid: 4, attemptnumber: 1, status: 'reopened' }] }],
      },
    );
    expect(await statusOf(client, 4, assign.row.id)).toMatchObject({
      previousattempts: [{ attemptnumber: 0, grade: { grade: '7.00000' } }],
    });
    await saveGrades(client, [{ ...gradeParams(4, 9), addattempt: true }], assign.row.id);
    expect((await gradesOf(client, assign.row.id)).get(4)?.grade).toBe('9.00000');
  });

  test('a workflow keeps feedback back until it is released', async () => {
    const { fake, client } = await open();
    fake.assign.row.markingworkflow = true;
    const graded = (workflowstate: string) =>
      gradeParams(4, 12, { workflowstate, plugindata: comment('bien') });
    await saveGrades(client, [graded('inmarking')]);
    expect(await statusOf(client, 4)).toMatchObject({ lastattempt: { gradingstatus: 'inmarking' } });
    expect((await statusOf(client, 4)).feedback).toBeUndefined();
    expect((await gradesOf(client)).get(4)?.grade).toBe('12.00000');
    await saveGrades(client, [graded('released')]);
    expect(commentOf(await statusOf(client, 4))).toBe('bien');
  });
});

describe('teams', () => {
  test('share a submission; a grade for one goes to all of them, and is told of those who handed in', async () => {
    const { fake, client } = await open();
    fake.site.groups.push({ id: 1, courseid: 2, name: 'Groupe A', members: new Set([4, 5]) });
    const assign = addAssignment(fake.site, { course: 2, name: 'Exposé', teamsubmission: true });
    handIn(assign, 4, { files: [{ filename: 'expose.pdf', bytes: smallPdf('exposé') }] });
    const [submission] = (
      (await client.call('mod_assign_get_submissions', { assignmentids: [assign.row.id] })) as {
        assignments: { submissions: { userid: number; groupid: number; status: string }[] }[];
      }
    ).assignments[0]!.submissions;
    expect(submission).toMatchObject({ userid: 0, groupid: 1, status: 'submitted' });

    expect(await saveGrades(client, [gradeParams(4, 14)], assign.row.id, true)).toBeNull();
    expect([...(await gradesOf(client, assign.row.id)).keys()]).toEqual([4]);
    expect(await statusOf(client, 5, assign.row.id)).toMatchObject({
      feedback: { grade: { grade: '14.00000' } },
    });
    const twice = saveGrades(client, [gradeParams(4, 14), gradeParams(5, 15)], assign.row.id, true);
    expect(await errorOf(twice)).toBe('invalidparameter');
  });

  test('groups are told to editing teachers', async () => {
    const { fake, client } = await open();
    fake.site.groups.push({ id: 1, courseid: 2, name: 'Groupe A', members: new Set([4, 5]) });
    expect(await client.call('core_group_get_course_groups', { courseid: 2 })).toMatchObject([
      { id: 1, courseid: 2, name: 'Groupe A' },
    ]);
    expect(await client.call('core_group_get_course_user_groups', { courseid: 2, userid: 4 })).toMatchObject({
      groups: [{ id: 1 }],
      warnings: [],
    });
    expect(
      await client.call('core_enrol_get_enrolled_users', {
        courseid: 2,
        options: [{ name: 'groupid', value: 1 }],
      }),
    ).toMatchObject([{ id: 4, groups: [{ id: 1, name: 'Groupe A' }] }, { id: 5 }]);
  });
});

describe('who takes part', () => {
  const participants = (client: MoodleClient, fields: object = {}) =>
    client.call('mod_assign_list_participants', {
      assignid: 1,
      groupid: 0,
      filter: '',
      ...fields,
    }) as Promise<{ id: number; fullname: string; recordid: number; email?: string }[]>;

  test('a suspended student is no participant, stays enrolled, and their copy is still told', async () => {
    const { fake, client } = await open();
    fake.site.enrolment(2, 5)!.suspended = true;
    expect((await participants(client)).map(({ id }) => id)).toEqual([4, 6, 7, 8]);
    const enrolled = (await client.call('core_enrol_get_enrolled_users', { courseid: 2 })) as object[];
    const active = (await client.call('core_enrol_get_enrolled_users', {
      courseid: 2,
      options: [{ name: 'onlyactive', value: 1 }],
    })) as object[];
    expect([enrolled.length, active.length]).toEqual([6, 5]);
    const { assignments } = (await client.call('mod_assign_get_submissions', { assignmentids: [1] })) as {
      assignments: { submissions: { userid: number }[] }[];
    };
    // The last is the teacher, who looked at the assignment.
    expect(assignments[0]!.submissions.map(({ userid }) => userid)).toEqual([4, 5, 6, 7, 8, 3]);
  });

  test('blind marking tells numbers in place of names', async () => {
    const { fake, client } = await open();
    fake.assign.row.blindmarking = true;
    const [first] = await participants(client);
    expect(first).toMatchObject({ id: 4, fullname: `Participant ${first!.recordid}`, submitted: true });
    expect(first).not.toHaveProperty('email');
    fake.assign.row.revealidentities = true;
    expect(await participants(client)).toMatchObject([{ id: 4, fullname: 'Prénom1 Nom1' }, {}, {}, {}, {}]);
  });

  test('2,000 students are listed, in pages too', async () => {
    const { client } = await open({ students: 2_000 });
    expect(await participants(client, { onlyids: true })).toHaveLength(2_000);
    expect(await participants(client, { skip: 1_950, limit: 100 })).toHaveLength(50);
    const { assignments } = (await client.call('mod_assign_get_submissions', { assignmentids: [1] })) as {
      assignments: { submissions: object[] }[];
    };
    expect(assignments[0]!.submissions).toHaveLength(2_001);
  });

  test('a deleted course is gone: its assignments are warnings, or are not there', async () => {
    const { fake, client } = await open();
    fake.site.deleteCourse(2);
    expect(await client.call('core_enrol_get_users_courses', { userid: 3 })).toEqual([]);
    expect(await client.call('mod_assign_get_assignments', { courseids: [2] })).toMatchObject({
      courses: [],
      warnings: [{ item: 'course', itemid: 2, warningcode: '2' }],
    });
    expect(await client.call('mod_assign_get_submissions', { assignmentids: [1] })).toEqual({
      assignments: [],
      warnings: [],
    });
    expect(await errorOf(saveGrades(client, [gradeParams(4, 12)]))).toBe('invalidrecord');
  });

  test('an extension moves the cut-off date of one student', async () => {
    const { fake, client } = await open({ clock: () => 1_795_461_681_000 });
    Object.assign(fake.assign.row, { duedate: 1_795_400_000, cutoffdate: 1_795_400_000 });
    const extend = (dates: number[]) =>
      client.call('mod_assign_save_user_extensions', { assignmentid: 1, userids: [4], dates });
    expect(await extend([1_700_000_000])).toMatchObject([{ warningcode: 'couldnotgrantextensions' }]);
    expect(await extend([1_795_500_000])).toEqual([]);
    expect(await statusOf(client, 4)).toMatchObject({
      lastattempt: { extensionduedate: 1_795_500_000, caneditowner: true },
    });
    expect(await statusOf(client, 5)).toMatchObject({ lastattempt: { caneditowner: false } });
  });
});

describe('files', () => {
  async function fileOf(client: MoodleClient, userid: number) {
    const { assignments } = (await client.call('mod_assign_get_submissions', { assignmentids: [1] })) as {
      assignments: {
        submissions: { userid: number; plugins: { fileareas: { files: { fileurl: string }[] }[] }[] }[];
      }[];
    };
    const submission = assignments[0]!.submissions.find((one) => one.userid === userid);
    return submission!.plugins[1]!.fileareas[0]!.files[0]!.fileurl;
  }
  const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

  test('a copy comes whole or from a byte on, and under its hash not again', async () => {
    const { client } = await open({ copyBytes: 10_000 });
    const url = `${await fileOf(client, 4)}?token=${client.token}`;
    const whole = Buffer.from(await (await get(url)).arrayBuffer());
    expect(whole.subarray(0, 5).toString()).toBe('%PDF-');
    const part = await get(url, { Range: 'bytes=9000-' });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 9000-${whole.length - 1}/${whole.length}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(9000));
    const etag = createHash('sha1').update(whole).digest('hex');
    expect((await get(url, { 'If-None-Match': `"${etag}"` })).status).toBe(304);
    // A range past the end is ignored: everything comes again.
    expect((await get(url, { Range: `bytes=${whole.length}-` })).status).toBe(200);
  });

  test('without a token, with a wrong one, or of another course: JSON in place of the file', async () => {
    const { fake, client } = await open();
    const url = await fileOf(client, 4);
    expect(await (await get(url)).json()).toMatchObject({ errorcode: 'missingparam' });
    expect(await (await get(`${url}?token=feed`)).json()).toMatchObject({ errorcode: 'invalidtoken' });
    fake.site.enrolment(2, 3)!.suspended = true;
    const hidden = await get(`${url}?token=${client.token}`);
    expect([hidden.status, await hidden.json()]).toMatchObject([404, { errorcode: 'filenotfound' }]);
  });

  test('a draft becomes the feedback of several students, and replaces what was there', async () => {
    const { client } = await open();
    const [{ itemid }] = (await client.upload([{ name: 'corrigé.pdf', bytes: smallPdf('a') }])) as [
      { itemid: number },
    ];
    const filed = (userid: number, draft: number) =>
      gradeParams(userid, 12, { plugindata: { files_filemanager: draft } });
    await saveGrades(client, [filed(4, itemid), filed(5, itemid)]);
    expect(filesOf(await statusOf(client, 4))).toEqual(['corrigé.pdf']);
    const [next] = (await client.upload([{ name: 'b.pdf', bytes: smallPdf('b') }])) as [{ itemid: number }];
    await saveGrades(client, [filed(4, next.itemid), filed(5, 0)]);
    expect(filesOf(await statusOf(client, 4))).toEqual(['b.pdf']);
    expect(filesOf(await statusOf(client, 5))).toEqual(['corrigé.pdf']);
  });

  test('an upload of too many, too large, or twice the same name', async () => {
    const { client } = await open({ config: { maxbytes: 5_000, maxFileUploads: 2, postMaxSize: 20_000 } });
    const file = (name: string, sizeBytes = 0) => ({ name, bytes: smallPdf(name, sizeBytes) });
    const kept = (await client.upload([file('a.pdf'), file('b.pdf'), file('c.pdf')])) as { itemid: number }[];
    expect(kept).toHaveLength(2);
    expect(await client.upload([file('a.pdf')], kept[0]!.itemid)).toMatchObject([
      { filename: 'a.pdf', errortype: 'filenameexist' },
    ]);
    expect(await client.upload([file('d.pdf', 6_000)])).toMatchObject([{ errortype: 'fileoversized' }]);
    // Past post_max_size PHP reads nothing, not even the token.
    expect(await errorOf(client.upload([file('e.pdf', 30_000)]))).toBe('missingparam');
  });
});

describe('signing in', () => {
  test('a browser comes back with a token under the address and the passport', async () => {
    const { fake } = await open({ config: { typeoflogin: 2, forcedurlscheme: '' } });
    const launch = `${fake.url}/admin/tool/mobile/launch.php?service=moodle_mobile_app&passport=42.5&urlscheme=cartable`;
    const toLogin = await fetch(launch, { redirect: 'manual' });
    const cookie = toLogin.headers.get('set-cookie')!.split(';')[0]!;
    expect(toLogin.headers.get('location')).toBe(`${fake.url}/login/index.php`);
    const body = new URLSearchParams({ username: fake.login, password: fake.password });
    const back = await fetch(`${fake.url}/login/index.php`, {
      method: 'POST',
      body,
      headers: { cookie },
      redirect: 'manual',
    });
    expect(back.headers.get('location')).toBe(launch);
    const location = (await fetch(launch, { headers: { cookie }, redirect: 'manual' })).headers.get(
      'location',
    )!;
    const [siteid, token] = Buffer.from(location.replace('cartable://token=', ''), 'base64')
      .toString()
      .split(':::');
    expect(siteid).toBe(createHash('md5').update(`${fake.url}42.5`).digest('hex'));
    expect(token).toBe(fake.site.tokens[0]!.token);
  });

  test('the public settings are told to anyone, and nothing else is', async () => {
    const { fake } = await open({ path: '/moodle' });
    const ask = async (methodname: string) => {
      const body = JSON.stringify([{ index: 0, methodname, args: {} }]);
      return (await fetch(`${fake.url}/lib/ajax/service-nologin.php`, { method: 'POST', body })).json();
    };
    expect(fake.url).toMatch(/\/moodle$/);
    expect(await ask('tool_mobile_get_public_config')).toMatchObject([
      { error: false, data: { wwwroot: fake.url, sitename: 'Lycee', typeoflogin: 1, enablewebservices: 1 } },
    ]);
    expect(await ask('core_webservice_get_site_info')).toMatchObject([
      { error: true, exception: { errorcode: 'servicerequireslogin' } },
    ]);
  });

  test('web services off, the mobile service off, maintenance', async () => {
    const { fake, client } = await open();
    fake.site.config.enablewebservices = false;
    expect(await errorOf(client.signIn())).toBe('enablewsdescription');
    expect((await client.send('core_webservice_get_site_info')).status).toBe(403);
    Object.assign(fake.site.config, { enablewebservices: true, enablemobilewebservice: false });
    expect(await errorOf(client.signIn())).toBe('servicenotavailable');
    expect(await errorOf(client.call('core_webservice_get_site_info'))).toBe('accessexception');
    Object.assign(fake.site.config, { enablemobilewebservice: true, maintenanceEnabled: true });
    expect(await errorOf(client.signIn())).toBe('sitemaintenance');
    expect(await errorOf(client.call('core_webservice_get_site_info'))).toBe('sitemaintenance');
  });

  test.each([
    [
      'forcepasswordchangenotice',
      (fake: FakeMoodle) => {
        fake.site.users.get(3)!.mustChangePassword = true;
      },
    ],
    [
      'sitepolicynotagreed',
      (fake: FakeMoodle) => {
        fake.site.config.sitepolicy = 'https://example.org/charte';
      },
    ],
  ])('%s: lists are empty in silence, the rest is refused', async (errorcode, happen) => {
    const { fake, client } = await open();
    happen(fake);
    expect(await client.call('core_webservice_get_site_info')).toMatchObject({ userid: 3 });
    expect(await client.call('core_enrol_get_users_courses', { userid: 3 })).toEqual([]);
    expect(await client.call('mod_assign_get_grades', { assignmentids: [1] })).toMatchObject({
      assignments: [],
      warnings: [{ warningcode: '1' }],
    });
    expect(await errorOf(saveGrades(client, [gradeParams(4, 12)]))).toBe(errorcode);
  });

  test('a token that is revoked, and one that is over', async () => {
    const { fake, client } = await open({ clock: () => 2_000_000 });
    const { token } = client;
    fake.site.revokeTokens();
    expect(await errorOf(client.call('core_webservice_get_site_info'))).toBe('invalidtoken');
    fake.site.tokens.push({ token, userid: 3, validuntil: 1_000 });
    expect(await errorOf(client.call('core_webservice_get_site_info'))).toBe('accessexception');
    expect(await errorOf(client.call('core_webservice_get_site_info'))).toBe('invalidtoken');
  });

  test('an old Moodle names its exceptions otherwise', async () => {
    const { client } = await open({ config: MOODLE_3_9 });
    expect(await client.call('core_webservice_get_site_info')).toMatchObject({
      release: '3.9 (Build: 20200615)',
    });
    client.token = 'feed';
    expect(await client.call('core_webservice_get_site_info')).toMatchObject({
      exception: 'moodle_exception',
    });
  });

  test('a student may not grade', async () => {
    const { fake } = await open();
    addUser(fake.site, 900, { username: 'curieux', firstname: 'Ana', lastname: 'Roy' }).password =
      fake.password;
    fake.site.enrolments.push({ courseid: 2, userid: 900, role: 'student', suspended: false });
    const client = new MoodleClient({ ...fake, login: 'curieux' });
    await client.signIn();
    expect(await errorOf(saveGrades(client, [gradeParams(900, 20)]))).toBe('nopermissions');
  });
});

describe('several functions in one request', () => {
  const call = (client: MoodleClient, requests: object[]) =>
    client.call('tool_mobile_call_external_functions', { requests: requests as never }) as Promise<{
      responses: { error: boolean; data?: string | null; exception?: string }[];
    }>;

  test('the first that fails ends those after it', async () => {
    const { client } = await open();
    const write = {
      assignmentid: 1,
      applytoall: false,
      grades: [gradeParams(4, 12)],
    };
    const { responses } = await call(client, [
      { function: 'mod_assign_save_grades', arguments: JSON.stringify(write) },
      { function: 'mod_assign_get_grades', arguments: '{"assignmentids":1}' },
      { function: 'core_webservice_get_site_info' },
    ]);
    expect(responses).toHaveLength(2);
    expect(responses[0]).toEqual({ error: false, data: null });
    expect(JSON.parse(responses[1]!.exception!)).toMatchObject({ errorcode: 'invalidparameter' });
    expect((await gradesOf(client)).get(4)?.grade).toBe('12.00000');
  });

  test('one that the service does not offer is refused in its place', async () => {
    const { client } = await open();
    const { responses } = await call(client, [{ function: 'core_grading_get_definitions' }]);
    expect(JSON.parse(responses[0]!.exception!)).toMatchObject({ errorcode: 'accessexception' });
  });
});

describe('faults', () => {
  test('a proxy that asks for patience, an error page, the maintenance page: PHP never hears of it', async () => {
    const { fake, client } = await open();
    fake.setFault(
      { kind: 'status', status: 429, retryAfter: '7' },
      { at: 'mod_assign_save_grades', times: 1 },
    );
    fake.setFault({ kind: 'html' }, { at: 'mod_assign_save_grades', times: 1 });
    fake.setFault({ kind: 'cli-maintenance' }, { at: 'mod_assign_save_grades', times: 1 });
    fake.setFault({ kind: 'empty' }, { at: 'mod_assign_save_grades', times: 1 });
    const save = () =>
      client.send('mod_assign_save_grades', { assignmentid: 1, applytoall: 0, grades: [gradeParams(4, 12)] });
    const limited = await save();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await save()).headers.get('content-type')).toContain('text/html');
    expect((await save()).status).toBe(503);
    expect(await (await save()).text()).toBe('');
    expect((await gradesOf(client)).size).toBe(0);
    expect(await (await save()).json()).toBeNull();
  });

  test('a proxy that counts lets so many pass, and says when the next one may come', async () => {
    const { fake, client } = await open();
    fake.limitRequests(2, 60_000);
    const statuses = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push(await client.send('core_webservice_get_site_info'));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(statuses[2]!.headers.get('retry-after'))).toBeGreaterThan(50);
    fake.clearFaults();
    expect(await client.call('core_webservice_get_site_info')).toMatchObject({ userid: 3 });
  });

  test('a reply that is lost, or ends in its middle: everything was done', async () => {
    const { fake, client } = await open();
    fake.setFault({ kind: 'reset', atByte: 0 }, { at: 'mod_assign_save_grades', times: 1 });
    await expect(saveGrades(client, [gradeParams(4, 12)])).rejects.toThrow();
    fake.setFault({ kind: 'truncated', afterBytes: 2 }, { at: 'mod_assign_save_grades', times: 1 });
    await expect(saveGrades(client, [gradeParams(5, 13)])).rejects.toThrow();
    expect([...(await gradesOf(client)).keys()]).toEqual([4, 5]);
    fake.setFault({ kind: 'reset', atByte: 40 }, { at: 'mod_assign_get_grades', times: 1 });
    await expect(gradesOf(client)).rejects.toThrow();
  });

  test('PHP that dies in the middle of a list has kept the beginning', async () => {
    const { fake, client } = await open();
    fake.setFault({ kind: 'dies-after-grades', grades: 2 }, { times: 1 });
    const grades = [4, 5, 6].map((userid) => gradeParams(userid, 12));
    const reply = await client.send('mod_assign_save_grades', { assignmentid: 1, applytoall: 0, grades });
    expect([reply.status, await reply.text()]).toEqual([500, '']);
    expect([...(await gradesOf(client)).keys()]).toEqual([4, 5]);
  });

  test('an upload that is cut keeps nothing; one that PHP refuses says why', async () => {
    const { fake, client } = await open();
    const file = { name: 'a.pdf', bytes: smallPdf('a', 200_000) };
    fake.setFault({ kind: 'reset-request', atByte: 65_536 }, { at: '/webservice/upload.php', times: 1 });
    await expect(client.upload([file], 77)).rejects.toThrow();
    fake.setFault({ kind: 'upload-error', errorcode: 'upload_error_partial' }, { times: 1 });
    expect(await errorOf(client.upload([file], 77))).toBe('upload_error_partial');
    expect(await client.upload([file], 77)).toMatchObject([{ filename: 'a.pdf', itemid: 77 }]);
  });

  test('a slow reply comes whole', async () => {
    const { fake, client } = await open();
    fake.setFault({ kind: 'slow', delayMs: 20, bytesPerTurn: 5_000, turnMs: 1 }, { skip: 1, times: 1 });
    await client.call('core_webservice_get_site_info');
    expect(await client.call('core_webservice_get_site_info')).toMatchObject({ userid: 3 });
  });
});

test('what clients cost is counted', async () => {
  const { fake, client } = await open();
  fake.traffic.reset();
  const [up, down] = [fake.traffic.bytesUp, fake.traffic.bytesDown];
  await Promise.all([gradesOf(client), gradesOf(client), client.upload([])]);
  expect(fake.traffic.requests).toHaveLength(3);
  expect(fake.traffic.countOf('mod_assign_get_grades')).toBe(2);
  expect(fake.traffic.countOf('/webservice/upload.php')).toBe(1);
  expect(fake.traffic.connections).toBeGreaterThan(0);
  expect(fake.traffic.bytesUp - up).toBeGreaterThan(300);
  expect(fake.traffic.bytesDown - down).toBeGreaterThan(300);
});

test('a function that a real site has and this one does not play is said aloud', async () => {
  const { client } = await open();
  const reply = await client.send('core_badges_get_badge', { id: 1 });
  expect([reply.status, await reply.text()]).toEqual([501, expect.stringContaining('core_badges_get_badge')]);
});
