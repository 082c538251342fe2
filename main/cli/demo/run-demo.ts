import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { openEntReader } from '../../reference-ent/ent-reader.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';
import { annotateCopies } from './annotate-copies.ts';
import { compareWithServer, type ServerComparison } from './compare-with-server.ts';
import { writeLessonDocuments } from './lesson-documents.ts';

export interface DemoReport {
  readonly students: number;
  readonly graded: number;
  readonly documents: { readonly count: number; readonly bytesBefore: number; readonly bytesAfter: number };
  readonly sync: {
    readonly sessions: number;
    readonly requests: number;
    readonly bytesUp: number;
    readonly bytesDown: number;
  };
  readonly server: ServerComparison;
  readonly elapsedMs: number;
}

/** Comments as a teacher writes them; the grade chooses. */
const COMMENTS = [
  'Le travail n’est pas encore là : reprends l’exercice 1 avec le cours ouvert, nous en reparlons jeudi.',
  'Des idées justes, mais la rédaction est trop rapide. Justifie chaque étape.',
  'Ensemble correct. Attention aux unités dans la dernière question.',
  'Bon travail, raisonnements clairs. Continue ainsi.',
  'Excellent : complet, précis et bien présenté.',
];

/**
 * A teacher's whole journey, on the engine that the window uses, in a data directory.
 *
 * Every figure of the report is counted: the grades and comments in the server's own tables, the bytes on the sockets.
 */
export async function runDemo(
  dataDirectory: string,
  words: CliWords['demo'],
  say: (line: string) => void,
): Promise<DemoReport> {
  const startedAt = performance.now();
  const report = await withEngine(dataDirectory, async (engine) => {
    const sessions: SyncSession[] = [];
    await engine.client.account.connectDemo();
    say(words.connected);
    sessions.push(await syncOnce(engine));
    say(words.received(sum(sessions, 'changesReceived'), sum(sessions, 'documentsReceived')));
    const lesson = await prepareLesson(engine, join(dataDirectory, 'demo-documents'));
    say(words.prepared);
    const { students, graded } = await gradeClass(
      engine,
      join(dataDirectory, 'demo-documents'),
      lesson.classGroupId,
    );
    say(words.graded(graded));
    sessions.push(await syncOnce(engine));
    const savings = await engine.client.library.savings();
    const server = await compare(engine, join(dataDirectory, 'demo-ent'));
    return {
      students,
      graded,
      documents: {
        count: savings.documentCount,
        bytesBefore: savings.bytesBefore,
        bytesAfter: savings.bytesAfter,
      },
      sync: {
        sessions: sessions.length,
        requests: sum(sessions, 'requests'),
        bytesUp: sum(sessions, 'bytesUp'),
        bytesDown: sum(sessions, 'bytesDown'),
      },
      server,
    };
  });
  return { ...report, elapsedMs: Math.round(performance.now() - startedAt) };
}

function sum(
  sessions: readonly SyncSession[],
  figure: 'requests' | 'bytesUp' | 'bytesDown' | 'changesReceived' | 'documentsReceived',
): number {
  return sessions.reduce((total, session) => total + session[figure], 0);
}

async function syncOnce({ client }: Engine): Promise<SyncSession> {
  const session = await client.sync.start();
  if (session.error !== null) throw new CartableError(session.error.code, session.error.params);
  return session;
}

async function prepareLesson({ client }: Engine, scratch: string) {
  const [toGrade] = (await client.today.overview()).toGrade;
  if (toGrade === undefined) throw new CartableError('store/not-found');
  await mkdir(scratch, { recursive: true });
  const lesson = await client.lessons.save({
    classGroupId: toGrade.classGroupId,
    title: 'Correction du devoir et méthode',
    startsAt: Date.now() + 86_400_000,
    isPublished: true,
    blocks: [
      {
        id: 'demo-titre',
        content: {
          type: 'heading',
          attrs: { level: 2 },
          content: [{ type: 'text', text: 'Ce que nous allons faire' }],
        },
      },
      {
        id: 'demo-texte',
        content: {
          type: 'paragraph',
          content: [{ type: 'text', text: 'Correction au tableau, puis travail par deux.' }],
        },
      },
    ],
  });
  for (const path of await writeLessonDocuments(scratch))
    await client.lessons.attach({ lessonId: lesson.id, path });
  await client.lessons.saveHomework({
    lessonId: lesson.id,
    text: 'Refaire l’exercice 3 au propre.',
    dueAt: Date.now() + 7 * 86_400_000,
  });
  return lesson;
}

async function gradeClass({ client, workspaces }: Engine, scratch: string, classGroupId: string) {
  const assignment = (await client.grading.assignments({ classGroupId })).find(
    ({ toGradeCount }) => toGradeCount > 0,
  );
  if (assignment === undefined) throw new CartableError('store/not-found');
  const submissions = await client.grading.submissions({ assignmentId: assignment.id });
  for (const [index, submission] of submissions.entries()) {
    // Spread over the scale in quarters of a point; nothing handed in is a zero here, and said so.
    const quarters = submission.status === 'missing' ? 0 : 16 + ((index * 37) % 65);
    const share = submission.status === 'missing' ? 0 : quarters / 80;
    const pointsTimes100 = Math.round((assignment.maxTimes100 * share) / 25) * 25;
    await client.grading.saveGrade({ submissionId: submission.id, pointsTimes100 });
    const comment =
      submission.status === 'missing'
        ? 'Copie non rendue.'
        : (COMMENTS[Math.min(4, Math.floor(share * 5))] ?? '');
    await client.grading.saveComment({ submissionId: submission.id, text: comment });
  }
  for (const { submissionId, path } of await annotateCopies(
    client,
    workspaces.current().domain.vault,
    submissions,
    scratch,
  )) {
    await client.grading.attachFeedback({ submissionId, path });
  }
  const after = await client.grading.submissions({ assignmentId: assignment.id });
  return {
    students: after.length,
    graded: after.filter(({ pointsTimes100 }) => pointsTimes100 !== null).length,
  };
}

async function compare({ workspaces }: Engine, entDirectory: string): Promise<ServerComparison> {
  const reader = openEntReader(entDirectory);
  try {
    return await compareWithServer(workspaces.current().store.db, reader);
  } finally {
    reader.close();
  }
}
