import { CLASS_SIZE, type Figures, type Load } from './assumptions.ts';

/** For what an ENT is asked something by Cartable. */
export const KINDS = ['question', 'news', 'edits', 'copies', 'asked', 'returns', 'refused'] as const;
export type Kind = (typeof KINDS)[number];

/** Some of what a session asks for, told by what it is for. */
export interface Part {
  readonly kind: Kind;
  readonly load: Load;
}

/** What a session does. */
export interface SessionWork {
  readonly hasEdits: boolean;
  readonly hasNews: boolean;
  /** Classes whose copies come. */
  readonly pulls: number;
  /** Classes of annotated copies that go back, or a part of one. */
  readonly returns: number;
  /** The teacher asked for it, to have copies that were not there. */
  readonly isAsked: boolean;
}

/**
 * What a session costs the ENT, by what it is for.
 *
 * A session's beginning and end are paid once, whatever goes in it, by the first that it is for; what is more than that is
 * paid for each class.
 */
export function partsOf(work: SessionWork, figures: Figures): readonly Part[] {
  const { pulls, returns } = work;
  const copies = work.isAsked ? 'asked' : 'copies';
  const first = firstKind(work);
  if (first === 'question') {
    const { idleRequests: requests, idleBytes: bytes, idleCpuMs: cpuMs } = figures;
    return [{ kind: first, load: { requests, bytes, cpuMs } }];
  }
  const { gradesRequests: requests, gradesBytes: bytes, gradesCpuMs: cpuMs } = figures;
  const parts: Part[] = [{ kind: first, load: { requests, bytes, cpuMs } }];
  const extra = (all: number) => Math.max(1, all - requests);
  if (pulls > 0)
    parts.push({
      kind: copies,
      load: {
        requests: extra(figures.pullRequests),
        bytes: pulls * CLASS_SIZE * figures.copyBytes,
        cpuMs: pulls * figures.pullCpuMs,
      },
    });
  if (returns > 0)
    parts.push({
      kind: 'returns',
      load: {
        requests: extra(figures.annotatedRequests),
        bytes: returns * figures.annotatedBytes,
        cpuMs: returns * figures.annotatedCpuMs,
      },
    });
  return parts;
}

function firstKind({ hasEdits, hasNews, pulls, returns, isAsked }: SessionWork): Kind {
  if (isAsked) return 'asked';
  if (hasEdits) return 'edits';
  if (pulls > 0) return 'copies';
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
