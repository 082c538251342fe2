import { CLASS_SIZE, type Figures, type Load } from './assumptions.ts';

/** For what an ENT is asked something by Cartable. */
export const KINDS = [
  'question',
  'news',
  'edits',
  'copies',
  'off',
  'turnedAway',
  'missed',
  'along',
  'returns',
  'refused',
] as const;
export type Kind = (typeof KINDS)[number];
/**
 * Why the copies of a class come now: by themselves, or because the teacher asked. Then the computer was on at no hour at
 * which they could come by themselves, or the full ENT had turned it away, or it was on too briefly; or they come along with those.
 */
export type PullKind = 'copies' | 'off' | 'turnedAway' | 'missed' | 'along';

/** Some of what a session asks for, told by what it is for. */
export interface Part {
  readonly kind: Kind;
  readonly load: Load;
}

/** What a session does. */
export interface SessionWork {
  readonly hasEdits: boolean;
  readonly hasNews: boolean;
  /** Of each class whose copies come. */
  readonly pulls: readonly PullKind[];
  /** Classes of annotated copies that go back, or a part of one. */
  readonly returns: number;
  /** The teacher asked for it, to have copies that were not there. */
  readonly asked: PullKind | null;
  /** Nothing was to be done here: whether there are news was asked first (`watch.ts`). */
  readonly isQuestionFirst: boolean;
  /** The operator has turned the dial since: the policy is asked for. */
  readonly hasNewPolicy: boolean;
}

/** Copies of several classes come in one reply up to this (`downloads.ts`, `FETCH_BYTES`). */
const FETCH_BYTES = 256 * 1024 * 1024;

/**
 * What a session costs the ENT, by what it is for, request by request as the bench of sync counts them.
 *
 * Without documents it is a token, a batch or the changes (a batch's reply brings them along), and a revocation; before it goes
 * the question whether there are news, where nothing else is to be done, and the policy when it is another (as much as a question).
 * These are paid once, by the first that the session is
 * for. Copies add a reply for each 256 MiB, annotated ones what they need beside their grades.
 */
export function partsOf(work: SessionWork, figures: Figures): readonly Part[] {
  const { pulls, returns } = work;
  const first = firstKind(work);
  const question = { requests: figures.idleRequests, bytes: figures.idleBytes, cpuMs: figures.idleCpuMs };
  if (first === 'question') return [{ kind: first, load: question }];
  const { gradesRequests: requests, gradesBytes: bytes, gradesCpuMs: cpuMs } = figures;
  const parts: Part[] = [{ kind: first, load: { requests, bytes, cpuMs } }];
  for (const isAsked of [work.isQuestionFirst, work.hasNewPolicy])
    if (isAsked) parts.push({ kind: first, load: question });
  parts.push(...pullParts(pulls, figures));
  if (returns > 0)
    parts.push({
      kind: 'returns',
      load: {
        requests: Math.max(1, figures.annotatedRequests - requests),
        bytes: returns * figures.annotatedBytes,
        cpuMs: returns * figures.annotatedCpuMs,
      },
    });
  return parts;
}

/** The replies that bring them are counted for the first of them. */
function pullParts(pulls: readonly PullKind[], figures: Figures): readonly Part[] {
  const classBytes = CLASS_SIZE * figures.copyBytes;
  const each = Math.max(1, figures.pullRequests - figures.gradesRequests - figures.idleRequests);
  const requests = each * Math.ceil((pulls.length * classBytes) / FETCH_BYTES);
  return pulls.map((kind, index) => ({
    kind,
    load: { requests: index === 0 ? requests : 0, bytes: classBytes, cpuMs: figures.pullCpuMs },
  }));
}

function firstKind({ hasEdits, hasNews, pulls, returns, asked }: SessionWork): Kind {
  if (asked !== null) return asked;
  if (hasEdits) return 'edits';
  if (pulls.length > 0) return 'copies';
  if (returns > 0) return 'returns';
  return hasNews ? 'news' : 'question';
}

/** The ENT is full: one request, in vain. */
export function refusedPart({ idleBytes, idleCpuMs }: Figures): Part {
  return { kind: 'refused', load: { requests: 1, bytes: idleBytes, cpuMs: idleCpuMs / 2 } };
}

/** Requests of a whole session. */
export function requestsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { load }) => sum + load.requests, 0);
}
