import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, type Engine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import type { SubmissionSummary } from '../../preload/contract/domain.ts';
import type { SyncSession } from '../../preload/contract/sync.ts';
import { startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { RIVAL } from './sync/rival.ts';

// `npm run bench -- moodle [--json] [--students 35] [--copy-bytes 400000]`: what a class costs a Moodle, in requests and bytes, by the
// strict fake. `--url U --user N --password P` asks a real one instead: the grades, comments and files of its largest assignment are
// WRITTEN there, so it is for a site that is made for tests, and the web grader’s figures are shown beside. Sessions count their own requests;
// signing in, and requests at once, are counted by the fake alone. Each figure that has a target is told with it; ends with 1 when one is missed.
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    students: { type: 'string', default: '35' },
    'copy-bytes': { type: 'string', default: '400000' },
    url: { type: 'string' },
    user: { type: 'string' },
    password: { type: 'string' },
  },
});

interface Moodle {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly requests: number | null;
  /** The most connections that were open at once; null: not counted. */
  readonly mostConnections: number | null;
  close(): Promise<void>;
}

async function openMoodle(): Promise<Moodle> {
  const { url, user, password } = values;
  if (url !== undefined && user !== undefined && password !== undefined)
    return {
      url,
      login: user,
      password,
      requests: null,
      mostConnections: null,
      close: async () => undefined,
    };
  if (url !== undefined || user !== undefined || password !== undefined)
    throw new Error('a real Moodle takes all of --url, --user and --password');
  const copyBytes = Number(values['copy-bytes']);
  const fake = await startFakeMoodle({ students: Number(values.students), copyBytes });
  return {
    url: fake.url,
    login: fake.login,
    password: fake.password,
    get requests() {
      return fake.traffic.requests.length;
    },
    get mostConnections() {
      return fake.traffic.mostConnections;
    },
    close: () => fake.close(),
  };
}

/** One session, which must do what it is measured by. */
async function sync({ client }: Engine): Promise<SyncSession> {
  const session = await client.sync.start();
  if (session.outcome !== 'done')
    throw new Error(`a session ended with ${session.error?.code ?? session.outcome}`);
  return session;
}

function cost({ requests, bytesUp, bytesDown, editsSent, documentsSent, documentsReceived }: SyncSession) {
  return { requests, bytesUp, bytesDown, editsSent, documentsSent, documentsReceived };
}

async function largestAssignment({ client }: Engine): Promise<readonly SubmissionSummary[]> {
  const [largest] = (await client.grading.assignments({})).sort(
    (a, b) => b.submissionCount - a.submissionCount,
  );
  if (largest === undefined) throw new Error('this teacher has no assignment with copies');
  const copies = await client.grading.submissions({ assignmentId: largest.id });
  return copies.filter(({ status }) => status !== 'missing').slice(0, Number(values.students));
}

async function measure(engine: Engine, moodle: Moodle, folder: string) {
  const { client } = engine;
  await client.account.connect({ url: moodle.url, login: moodle.login, password: moodle.password });
  const signIn = moodle.requests;
  const first = await sync(engine);
  const second = await sync(engine);
  const copies = await largestAssignment(engine);
  const stamp = new Date().toISOString();
  for (const [index, { id }] of copies.entries()) {
    await client.grading.saveGrade({
      submissionId: id,
      pointsTimes100: 500 + ((Date.now() + index) % 20) * 50,
    });
    await client.grading.saveComment({ submissionId: id, text: `Appréciation ${index + 1}, ${stamp}` });
  }
  const returned = await sync(engine);
  for (const [index, { id }] of copies.entries()) {
    const path = join(folder, `corrigé ${index + 1}.txt`);
    await writeFile(path, `${stamp} ${index}\n`.repeat(200));
    await client.grading.attachFeedback({ submissionId: id, path });
  }
  const withFiles = await sync(engine);
  const waiting = await client.sync.waiting();
  const afterwards = await sync(engine);
  return {
    server: signIn === null ? 'real' : 'fake',
    copies: copies.length,
    signInRequests: signIn,
    firstTime: cost(first),
    nothingNew: cost(second),
    gradesAndComments: cost(returned),
    annotatedFiles: cost(withFiles),
    afterwards: cost(afterwards),
    mostConnections: moodle.mostConnections,
    notTaken: waiting.map(({ entity, reason }) => ({ entity, reason })),
  };
}

type Figures = Awaited<ReturnType<typeof measure>>;

/** Of a class of 35, the copies' own requests included where they are brought. A class of another size has as many more or fewer files. */
function targetsOf({
  copies,
  firstTime,
  nothingNew,
  gradesAndComments,
  annotatedFiles,
  signInRequests,
  mostConnections,
}: Figures) {
  const files = copies - 35;
  const targets = [
    { figure: 'firstTime', requests: firstTime.requests + (signInRequests ?? 0), atMost: 45 + files },
    { figure: 'nothingNew', requests: nothingNew.requests, atMost: 3 },
    { figure: 'gradesAndComments', requests: gradesAndComments.requests, atMost: 3 },
    { figure: 'annotatedFiles', requests: annotatedFiles.requests, atMost: 40 + files },
    ...(mostConnections === null
      ? []
      : [{ figure: 'mostConnections', requests: mostConnections, atMost: 2 }]),
  ];
  return targets.map((target) => ({ ...target, isReached: target.requests <= target.atMost }));
}

/** The same class by the web, and by us: what was brought, returned with comments, and annotated. */
function besideTheWeb({ firstTime, gradesAndComments, annotatedFiles }: Figures) {
  const sum = (of: 'requests' | 'bytesUp' | 'bytesDown') =>
    firstTime[of] + gradesAndComments[of] + annotatedFiles[of];
  return {
    ours: { requests: sum('requests'), bytesUp: sum('bytesUp'), bytesDown: sum('bytesDown') },
    webGrader: { ...RIVAL },
  };
}

function print(figures: Figures): void {
  const targets = targetsOf(figures);
  const web = figures.server === 'real' ? { besideTheWeb: besideTheWeb(figures) } : {};
  if (values.json) console.log(JSON.stringify({ ...figures, targets, ...web }));
  else {
    console.dir({ ...figures, ...web }, { depth: null });
    for (const { figure, requests, atMost, isReached } of targets)
      console.log(`${isReached ? 'pass' : 'FAIL'}  ${figure}: ${requests}, at most ${atMost}`);
  }
  if (targets.some(({ isReached }) => !isReached)) process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), 'cartable-bench-moodle-'));
const moodle = await openMoodle();
const engine = await createEngine({
  dataDirectory: join(folder, 'data'),
  appVersion: '0.0.0',
  deviceName: 'bench',
  secrets: memorySecrets(),
});
try {
  print(await measure(engine, moodle, folder));
} finally {
  await engine.close();
  await moodle.close();
  rmSync(folder, { recursive: true, force: true });
}
