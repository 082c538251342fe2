import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MoodleClient } from '../fake-moodle/client.ts';
import { type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { smallPdf } from '../fake-moodle/site/small-pdf.ts';

/** Exchanges of a real Moodle 5.1 with this very class: what the fake is held to. */
const FOLDER = new URL('../fixtures/moodle/', import.meta.url);

interface Recorded {
  readonly request: { readonly form?: Readonly<Record<string, string>> };
  readonly response: { readonly status: number; readonly body: unknown };
}

const recorded = (number: string): Recorded => {
  const name = readdirSync(FOLDER).find((file) => file.startsWith(`${number}-`));
  return JSON.parse(readFileSync(new URL(name ?? number, FOLDER), 'utf8')) as Recorded;
};

/** First what writes, then what reads it: the real site had been graded before it was read. */
const WRITES = ['11', '12', '15', '16'];
const READS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '13', '14'];

let fake: FakeMoodle;
let client: MoodleClient;
const answers = new Map<string, { status: number; body: unknown }>();

async function replay(number: string, form: Readonly<Record<string, string>>): Promise<void> {
  const body = new URLSearchParams({ wstoken: client.token, ...form });
  const reply = await client.post('/webservice/rest/server.php', body);
  answers.set(number, { status: reply.status, body: await reply.json() });
}

beforeAll(async () => {
  fake = await startFakeMoodle();
  client = new MoodleClient(fake);
  await client.signIn();
  const uploaded = await client.upload([{ name: 'corrige.pdf', bytes: smallPdf('corrigé') }]);
  answers.set('10', { status: 200, body: uploaded });
  const draft = (uploaded as { itemid: number }[])[0]!.itemid;
  for (const number of [...WRITES, ...READS]) {
    const { form } = recorded(number).request;
    const own = form?.['plugindata[files_filemanager]'] === '246350442';
    await replay(number, { ...form!, ...(own && { 'plugindata[files_filemanager]': String(draft) }) });
  }
});
afterAll(() => fake.close());

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

/** The real site has a summary of its course, and pages of "Annotate PDF": lists that are empty here are no difference. */
const MAY_BE_EMPTY = /fileareas\[\d+\]\.files$/;

/** Keys that one has and the other has not, and values of another type. */
function differences(real: Json, ours: Json, at = ''): string[] {
  if (Array.isArray(real) && Array.isArray(ours)) {
    if (real.length === 0 || (ours.length === 0 && MAY_BE_EMPTY.test(at))) return [];
    if (ours.length === 0) return [`${at} is empty`];
    return real
      .slice(0, ours.length)
      .flatMap((item, index) => differences(item, ours[index]!, `${at}[${index}]`));
  }
  if (isObject(real) && isObject(ours)) {
    const keys = [...new Set([...Object.keys(real), ...Object.keys(ours)])];
    return keys.flatMap((key) => {
      if (!(key in ours)) return [`${at}.${key} is missing`];
      if (!(key in real)) return [`${at}.${key} is too much`];
      return differences(real[key]!, ours[key]!, `${at}.${key}`);
    });
  }
  const [one, other] = [kindOf(real), kindOf(ours)];
  return one === other ? [] : [`${at} is ${other}, not ${one}`];
}

const isObject = (json: Json): json is { [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
const kindOf = (json: Json) => (json === null ? 'null' : Array.isArray(json) ? 'list' : typeof json);

describe('the fake answers as the recorded site does', () => {
  test.each([...READS, ...WRITES, '10'])('exchange %s: the same keys, the same types', (number) => {
    const { status, body } = recorded(number).response;
    expect(answers.get(number)!.status).toBe(status);
    expect(differences(body as Json, answers.get(number)!.body as Json)).toEqual([]);
  });

  test('exchange 14: each answer within is what its function answers alone', () => {
    const parts = (body: unknown) =>
      (body as { responses: { data: string }[] }).responses.map(({ data }) => JSON.parse(data) as Json);
    const real = parts(recorded('14').response.body);
    const ours = parts(answers.get('14')!.body);
    expect(ours).toHaveLength(real.length);
    expect(real.flatMap((part, index) => differences(part, ours[index]!))).toEqual([]);
  });

  test('exchanges 12, 15 and 16: the same grades are kept, and the same ones are not', () => {
    const grades = (body: unknown) =>
      (body as { assignments: { grades: { userid: number; grade: string }[] }[] }).assignments[0]!.grades.map(
        ({ userid, grade }) => `${userid}: ${grade}`,
      ).sort();
    // 250 of 20 changed nothing; the grade of a user who does not exist is there.
    expect(grades(answers.get('13')!.body)).toEqual(grades(recorded('13').response.body));
  });

  test('exchange 16: the comment of a grade that was not kept is kept', () => {
    type Status = { feedback: { plugins: { editorfields?: { text: string }[] }[] } };
    const commentOf = (body: unknown) => (body as Status).feedback.plugins[0]!.editorfields![0]!.text;
    expect(commentOf(answers.get('09')!.body)).toBe(commentOf(recorded('09').response.body));
  });

  test('exchanges 00 and 17: a wrong password and a wrong token', async () => {
    const stranger = new MoodleClient(fake);
    const refusal = JSON.parse(readFileSync(new URL('00-login-bad.json', FOLDER), 'utf8')) as unknown;
    expect(await stranger.signIn('azerty')).toEqual(refusal);
    stranger.token = 'f'.repeat(32);
    expect(await stranger.call('core_webservice_get_site_info')).toEqual(recorded('17').response.body);
  });

  test('participants come in the same order', () => {
    const ids = (body: unknown) => (body as { id: number }[]).map(({ id }) => id);
    expect(ids(answers.get('04')!.body)).toEqual(ids(recorded('04').response.body));
  });
});
